import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl/react'
import type { Steering } from '@/components/graph/steer'
import { Button } from '@/components/ui/button'

export function GraphControls({
  zoomIn,
  zoomOut,
  fit,
}: Pick<Steering, 'zoomIn' | 'zoomOut' | 'fit'>): ReactNode {
  const t = useTranslations()
  return (
    <div className="flex gap-1">
      <Button size="icon" aria-label={t('graph.zoomIn')} title={t('graph.zoomInKey')} onClick={zoomIn}>
        <ZoomIn aria-hidden className="size-4" />
      </Button>
      <Button size="icon" aria-label={t('graph.zoomOut')} title={t('graph.zoomOutKey')} onClick={zoomOut}>
        <ZoomOut aria-hidden className="size-4" />
      </Button>
      <Button size="icon" aria-label={t('graph.fit')} title={t('graph.fitKey')} onClick={fit}>
        <Maximize aria-hidden className="size-4" />
      </Button>
    </div>
  )
}
