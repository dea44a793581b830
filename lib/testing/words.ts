import { createTranslator } from 'use-intl/core'
import type { Translate } from '@/components/translate'
import type { Catalog } from '@/messages/catalog'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

export const english = createTranslator({ locale: 'en', messages: en }) as Translate
export const chinese = createTranslator({ locale: 'zh-CN', messages: zh as Catalog }) as Translate
