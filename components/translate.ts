import type { createTranslator } from 'use-intl/core'
import type { Catalog } from '@/messages/catalog'

/** The translator of the whole catalog, as server and browser both have it. */
export type Translate = ReturnType<typeof createTranslator<Catalog>>
