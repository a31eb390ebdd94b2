import { DomainError } from '#domain/errors.ts'
import { confirmBody, deviceReport } from '#protocol/confirmation.ts'
import { ackBody, done, logPart, logQuery, reportState, restoredBody } from '#protocol/device-channel.ts'
import { deviceStatus } from '#protocol/device.ts'
import { reportOnSignOut, type Reporter } from '../../commands/advance-sign-out.ts'
import { recordRestored, recordStatus } from '../../commands/change-device.ts'
import { confirmSignOut } from '../../commands/confirm-sign-out.ts'
import { parseClaims } from '../../live/parse-claims.ts'
import { readDeviceLog } from '../../queries/device-log.ts'
import { findCaller, requireReporter, type ActiveCaller, type EndedCaller } from '../authenticate.ts'
import { goodbye } from '../goodbye.ts'
import { ok } from '../reply.ts'
import { reporter, session, type Route } from '../route.ts'

const tag = 'Device channel'
const DONE = { ok: true } as const

function reporterOf({ session: { id: sessionId }, device, member }: ActiveCaller | EndedCaller): Reporter {
  return { sessionId, deviceId: device.id, memberId: member.id }
}

/** The HTTP twin of the device channel (protocol.md, part 6). */
export const deviceChannelRoutes: readonly Route[] = [
  reporter('reporter', {
    method: 'get',
    path: '/api/v1/device/log',
    name: 'readLog',
    tag,
    summary: "† The log after a cursor; waits for news. An ended session's newest order comes first",
    query: logQuery,
    answer: logPart,
    refusals: ['future_cursor'],
    async run({ ports, deps, caller, query, headers, signal }) {
      const { cursor, waitMs } = query()
      deps.polling(caller.device.id, caller.member.id)
      if (caller.kind === 'active' && cursor > caller.head)
        throw new DomainError('future_cursor', { head: caller.head })
      let part = await readDeviceLog(ports, caller.session, cursor, true)
      if (part.entries.length === 0 && part.head <= cursor && waitMs > 0) {
        await deps.waitForLog(caller.member.id, signal(), waitMs)
        // Access may have ended meanwhile: who asks is read anew, and an ended session gets its order.
        const now = requireReporter((await findCaller(deps, headers)).caller, false)
        part = await readDeviceLog(ports, now.session, cursor, true)
      }
      return ok({ entries: part.entries, head: part.head })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/device/ack',
    name: 'acknowledge',
    tag,
    summary: 'The highest entry that the device has applied',
    body: ackBody,
    answer: done,
    refusals: ['future_cursor'],
    async run({ ports, deps, caller, body }) {
      const { seq } = await body()
      const { seq: head } = await ports.store.read.log.head(caller.member.id)
      if (seq > head) throw new DomainError('future_cursor', { head })
      deps.acknowledge(caller.session, seq)
      return ok(DONE)
    },
  }),
  reporter('reporter', {
    method: 'post',
    path: '/api/v1/device/report',
    name: 'report',
    tag,
    summary: '† received, progress or not-now',
    body: deviceReport,
    answer: reportState,
    refusals: ['unknown_sign_out', 'not_ordered', 'wrong_state'],
    run: async ({ ports, caller, body }) =>
      ok({ state: (await reportOnSignOut(ports, reporterOf(caller), await body())).state }),
  }),
  reporter('reporter-closed', {
    method: 'post',
    path: '/api/v1/device/confirmations',
    name: 'confirm',
    tag,
    summary: "† The device's signed word that it has stopped and cleaned up",
    body: confirmBody,
    answer: reportState,
    refusals: ['malformed', 'unknown_sign_out', 'wrong_device', 'bad_signature', 'wrong_nonce', 'not_ordered'],
    statuses: { unknown_sign_out: 422, not_ordered: 422, wrong_state: 422 },
    async run({ ports, deps, caller, body, byCookie }) {
      const state = await confirmSignOut(ports, reporterOf(caller), (await body()).jws, parseClaims)
      return state === 'confirmed' && caller.kind === 'ended' && byCookie()
        ? goodbye(ports, deps, caller, state)
        : ok({ state })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/device/status',
    name: 'reportStatus',
    tag,
    summary: 'What the sign-out dialog shows of this device',
    body: deviceStatus,
    answer: done,
    async run({ ports, caller, body }) {
      await recordStatus(ports, reporterOf(caller), await body())
      return ok(DONE)
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/device/restored',
    name: 'recordsRestored',
    tag,
    summary: 'Kept records are back: their share is deleted',
    body: restoredBody,
    answer: done,
    refusals: ['unknown_sign_out'],
    async run({ ports, caller, body }) {
      await recordRestored(ports, reporterOf(caller), (await body()).signOutId)
      return ok(DONE)
    },
  }),
]
