import compile from 'icu-minify/compile'
import type { Catalog } from '@/messages/catalog'

type Tree = { [key: string]: string | Tree }

/** Sentences as the browser's small formatter reads them: the parser of ICU messages stays on the server. */
export function compileCatalog(catalog: Catalog): Catalog {
  const compiled = compileTree(catalog)
  // What crosses to the browser must be made of plain objects.
  return JSON.parse(JSON.stringify(compiled)) as Catalog
}

function compileTree(tree: Tree): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? compile(value) : compileTree(value),
    ]),
  )
}
