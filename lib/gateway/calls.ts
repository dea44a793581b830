import 'server-only'
import type { Who } from './config'
import type { JsonObject } from './reply'
import type { Query } from './sign'
import type { Call } from './transport'

const BATCH = '/batch-processing-service/v2.1'

// The longest value anybody has seen has 16 characters; what needs encoding or holds blanks is not an id (enos-api.md 1).
const ACCOUNT_ID = /^[A-Za-z0-9_.-]{1,100}$/

export function isWho(who: Who): boolean {
  return ACCOUNT_ID.test(who.userId) && ACCOUNT_ID.test(who.orgId)
}

/** `{flowId}-{time digits}` (enos-api.md 1), in one spelling: a leading zero might name the same instance again. */
export function isFlowInstId(id: string): boolean {
  return /^(?:0|[1-9]\d*)-\d{8,17}$/.test(id) && id.length <= 100
}

export function isFlowId(id: string): boolean {
  return /^\d{1,40}$/.test(id)
}

/** `{taskId}-{time digits}` (enos-api.md 1). */
export function isTaskInstId(id: string): boolean {
  return /^\d+-\d{8,17}$/.test(id) && id.length <= 100
}

/** A POST on `/flowInstances` (enos-api.md 5.1, 5.3). */
export function flowInstancesCall(who: Who, action: 'search' | 'cancel', body: JsonObject): Call {
  return postCall('flowInstances', { action, userId: who.userId, orgId: who.orgId }, body)
}

/** A POST on `/flows` (enos-api.md 5.6, 5.9). */
export function flowsCall(who: Who, action: 'trigger' | 'enable' | 'disable', body: JsonObject): Call {
  return postCall('flows', { action, userId: who.userId, orgId: who.orgId }, body)
}

/** Get Flow Instance (enos-api.md 5.2). */
export function getInstanceCall(who: Who, flowInstId: string): Call {
  return getCall('flowInstances', { action: 'get', flowInstId, userId: who.userId, orgId: who.orgId })
}

/** Get Flow (enos-api.md 5.10). */
export function getFlowCall(who: Who, flowId: string): Call {
  return getCall('flows', { action: 'get', flowId, userId: who.userId, orgId: who.orgId })
}

/** Get Task Instance (enos-api.md 5.4). */
export function getTaskCall({ userId, orgId }: Who, taskInstId: string): Call {
  return getCall('taskInstances', { action: 'get', taskInstId, userId, orgId })
}

/** Get Task Instance Log (enos-api.md 5.5); `maxLength` in characters. */
export function getTaskLogCall({ userId, orgId }: Who, taskInstId: string, maxLength: number): Call {
  return getCall('taskInstances', {
    action: 'getLog',
    taskInstId,
    maxLength: String(maxLength),
    userId,
    orgId,
  })
}

/** Get Current Time, Get Timezone: neither user nor organization (enos-api.md 5.18, 5.19). */
export function timeCall(action: 'getCurrentTime' | 'getTimeZone'): Call {
  return getCall('time', { action })
}

type Collection = 'flowInstances' | 'flows' | 'taskInstances' | 'time'
type Asked = Query & { action: string }

function getCall(collection: Collection, query: Asked): Call {
  return { operation: `${collection}.${query.action}`, method: 'GET', path: `${BATCH}/${collection}`, query }
}

function postCall(collection: Collection, query: Asked, body: JsonObject): Call {
  return { ...getCall(collection, query), method: 'POST', body }
}
