import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorizeCall } from './authorize-call'
import { type Answer, type Call, isRecord } from './call'
import type { LoggedCall } from './call-log'
import { wrapResult } from './envelope'
import { parseJson, readBody, send } from './http-message'
import { findOperation, type Operation } from './operations'
import { readQuery } from './signature'
import type { Simulation } from './simulation'
import { answerWithFaults } from './troubled-answer'

type Exchange = {
  simulation: Simulation
  call: Call
  log: LoggedCall
  rawBody: Buffer
  method: string
  path: string
}

/** Serves one request to the gateway's address, from the rate limit to the log. */
export async function serveGateway(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/'
  const cut = url.indexOf('?')
  const path = cut < 0 ? url : url.slice(0, cut)
  const query = readQuery(cut < 0 ? '' : url.slice(cut + 1))
  const method = request.method ?? 'GET'
  const operation = findOperation(method, path, query.values.get('action'))
  const log = simulation.calls.open(operation?.name ?? 'unknown')
  const started = performance.now()
  const rawBody = await readBody(request)
  const body = rawBody && rawBody.length > 0 ? parseJson(rawBody) : undefined
  describe(log, query.values, body)
  const call: Call = {
    operation: log.operation,
    query: query.values,
    headers: request.headers,
    body,
    now: Date.now(),
    complain: (kind, reason) =>
      simulation.protocolErrors.add({
        kind,
        reason,
        operation: log.operation,
        userId: log.userId,
        flowInstId: log.flowInstId ?? null,
      }),
  }
  for (const name of query.repeated) call.complain('repeated-parameter', `query parameter ${name}`)
  if (query.hasPlus) call.complain('plus-in-query', 'a plus may be read as a blank')
  const answer = rawBody
    ? await answerExchange({ simulation, call, log, rawBody, method, path }, operation)
    : gatewayRefusal(413, 'Request size limit exceeded')
  log.ms = Math.round((performance.now() - started) * 10) / 10
  log.http = answer === 'cut' ? 0 : answer.http
  log.code = answer === 'cut' ? null : answer.code
  log.requestId = answer === 'cut' ? null : requestIdIn(answer.body)
  if (answer === 'cut') request.socket.destroy()
  else send(response, { http: answer.http, body: textOf(answer.body), headers: answer.headers })
}

async function answerExchange(exchange: Exchange, operation: Operation | undefined): Promise<Answer | 'cut'> {
  const { simulation, call, rawBody } = exchange
  const { settings } = simulation
  const wait = settings.latencyMs + Math.random() * settings.latencyJitterMs
  if (wait > 0) await sleep(wait)
  if (!simulation.rateLimit.admits(Date.now(), settings.rateLimitPerSecond))
    return { ...gatewayRefusal(429, 'API rate limit exceeded'), headers: { 'retry-after': '1' } }
  if (!operation) {
    call.complain(
      'unknown-operation',
      `${exchange.method} ${exchange.path} ${call.query.get('action') ?? ''}`,
    )
    return noRoute()
  }
  if (operation.isOffered?.(settings) === false) return noRoute()
  checkForm(exchange)
  if (operation.isSigned) {
    const verdict = authorizeCall(simulation, call, rawBody)
    if (verdict === 'unauthorized') return gatewayRefusal(401, 'Invalid authentication credentials')
    if (verdict === 'token-expired') return wrapResult({ code: 1203, msg: 'access token expired' }, settings)
  }
  const { userId, flowInstId, flowId, taskInstId, principal } = exchange.log
  const { name } = operation
  return answerWithFaults({
    kinds: simulation.faults.take({ operation: name, userId, flowInstId, flowId, taskInstId, principal }),
    process: () => {
      call.now = Date.now()
      return operation.run(simulation, call)
    },
    refuse: (result) => operation.refuse(simulation, result),
    hold: (when) =>
      simulation.holds.wait({
        operation: name,
        userId,
        flowInstId: flowInstId ?? null,
        flowId: flowId ?? null,
        when,
      }),
  })
}

function checkForm(exchange: Exchange): void {
  const { call, rawBody, method } = exchange
  if (method === 'GET' && rawBody.length > 0) call.complain('body-on-get', 'a GET carries no body')
  if (rawBody.length > 0 && !call.headers['content-type']?.startsWith('application/json'))
    call.complain('content-type', 'a JSON body is sent as application/json')
}

function describe(log: LoggedCall, query: ReadonlyMap<string, string>, body: unknown): void {
  log.userId = query.get('userId') ?? null
  log.orgId = query.get('orgId') ?? null
  const fields = isRecord(body) ? body : {}
  if (typeof fields.owner === 'string') log.owner = fields.owner
  if (typeof fields.principal === 'string') log.principal = fields.principal
  if (typeof fields.clientIp === 'string') log.clientIp = fields.clientIp
  const id = fields.flowInstId ?? query.get('flowInstId')
  if (typeof id === 'string') log.flowInstId = id
  const flowId = fields.flowId ?? query.get('flowId')
  if (typeof flowId === 'string' || typeof flowId === 'number') log.flowId = String(flowId)
  const taskInstId = query.get('taskInstId')
  if (taskInstId !== undefined) log.taskInstId = taskInstId
}

function noRoute(): Answer {
  return gatewayRefusal(404, 'no Route matched with those values')
}

function gatewayRefusal(http: number, message: string): Answer {
  return { http, code: null, body: { message } }
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function requestIdIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('requestId' in body)) return null
  return typeof body.requestId === 'string' ? body.requestId : null
}
