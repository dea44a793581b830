import { readFileSync } from 'node:fs'
import type { Catalog } from '@/messages/catalog'

function read(locale: string): Catalog {
  return JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as Catalog
}

/** The sentences that people read. */
export const en = read('en')
export const zhCN = read('zh-CN')
