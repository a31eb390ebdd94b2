import { DomainError } from '#domain/errors.ts'
import { approveBody, linkView } from '#protocol/link.ts'
import { approveLink, denyLink, findLink, lookUpLink } from '../../commands/link-device.ts'
import { linkShown } from '../../queries/links.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

const tag = 'Linking'
const common = [
  'unknown_code',
  'rate_limited',
  'code_expired',
  'code_burnt',
  'already_decided',
  'too_many_codes',
] as const

/** Deciding about a device that asks to be linked (protocol.md, part 5). */
export const linkRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/links/{userCode}',
    name: 'getLink',
    tag,
    summary: 'Who asks, from where, since when',
    answer: linkView,
    refusals: common,
    run: async ({ ports, caller, part }) =>
      ok(await linkShown(ports, await lookUpLink(ports, caller.viewer, part('userCode')))),
  }),
  session({
    method: 'post',
    path: '/api/v1/links/{userCode}/approve',
    name: 'approveLink',
    tag,
    summary: 'Approves with the number that the new device alone shows',
    body: approveBody,
    answer: linkView,
    refusals: [...common, 'linked_device', 'wrong_number', 'device_limit'],
    async run({ ports, caller, part, body }) {
      const { viewer } = caller
      await findLink(ports, viewer, part('userCode'))
      if (!viewer.bySelf) throw new DomainError('linked_device')
      const { checkNumber, replace } = await body()
      return ok(await linkShown(ports, await approveLink(ports, viewer, part('userCode'), checkNumber, replace)))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/links/{userCode}/deny',
    name: 'denyLink',
    tag,
    summary: 'Turns the new device away',
    answer: linkView,
    refusals: common,
    run: async ({ ports, caller, part }) =>
      ok(await linkShown(ports, await denyLink(ports, caller.viewer, part('userCode')))),
  }),
]
