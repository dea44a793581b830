import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { type Filter, isFiltering } from '@/components/instances/filter-rows'
import { STATUS_ORDER } from '@/components/instances/status-look'
import type { Status } from '@/lib/shared/statuses'

const PARSERS = {
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(STATUS_ORDER)).withDefault([]),
}

export type FilterControl = {
  filter: Filter
  isOn: boolean
  setSearch: (search: string) => void
  toggle: (status: Status['name']) => void
  showAllStatuses: () => void
  clear: () => void
}

/** Search and status filter; they live in the address, so that a view can be kept and sent. */
export function useFilter(): FilterControl {
  const [{ q, status }, set] = useQueryStates(PARSERS)
  const filter = { search: q, statuses: status }
  return {
    filter,
    isOn: isFiltering(filter),
    setSearch: (search) => void set({ q: search === '' ? null : search }),
    toggle: (name) => {
      const next = status.includes(name) ? status.filter((one) => one !== name) : [...status, name]
      void set({ status: next.length === 0 ? null : next })
    },
    showAllStatuses: () => void set({ status: null }),
    clear: () => void set({ q: null, status: null }),
  }
}
