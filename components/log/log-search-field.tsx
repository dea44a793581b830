import { CaseSensitive, ChevronDown, ChevronUp, Search as SearchIcon } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useTranslations } from 'use-intl/react'
import { ToolButton } from '@/components/log/tool-button'
import type { Search } from '@/components/log/use-search'
import { inputLook } from '@/components/ui/field'

type Props = { search: Search; field: RefObject<HTMLInputElement | null>; onLeave: () => void }

/** What is looked for, how often it is there, and the ways from one match to the next. */
export function LogSearchField({ search, field, onLeave }: Props): ReactNode {
  const t = useTranslations()
  const { word, isCaseKept, matches, current, step } = search
  const count = matches.starts.length
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') {
      search.setWord('')
      onLeave()
    } else return
    event.preventDefault()
  }
  return (
    <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-1">
      <div className="relative min-w-32 flex-1 sm:max-w-80">
        <SearchIcon
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
        />
        <input
          ref={field}
          type="search"
          aria-label={t('log.search')}
          placeholder={t('log.search')}
          title={t('log.searchKey')}
          value={word}
          onChange={({ target }) => search.setWord(target.value)}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
          className={inputLook({ className: 'w-full ps-8 pe-2' })}
        />
      </div>
      <ToolButton
        icon={CaseSensitive}
        label={t('log.matchCase')}
        isOn={isCaseKept}
        onClick={search.toggleCase}
      />
      <ToolButton
        icon={ChevronUp}
        label={t('log.previous')}
        aria-disabled={count === 0}
        onClick={() => step(-1)}
      />
      <ToolButton
        icon={ChevronDown}
        label={t('log.next')}
        aria-disabled={count === 0}
        onClick={() => step(1)}
      />
      <output className="min-w-16 text-muted text-table tabular-nums" aria-live="polite">
        {word === '' ? '' : count === 0 ? t('log.noMatch') : t('log.matchOf', { n: current + 1, count })}
      </output>
    </div>
  )
}
