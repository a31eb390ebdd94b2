import { rfc3339 } from '#domain/ids.ts'
import type { IntegrationKey } from '#domain/integration.ts'
import { keyBody, keyCreated, keyPage } from '#protocol/key.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import { createKey, revokeKey } from '../../commands/create-key.ts'
import type { Ports } from '../../commands/ports.ts'
import { created, noContent, ok } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Keys'

async function shown(ports: Ports, keys: readonly IntegrationKey[]) {
  const owners = await ports.store.read.members.many([...new Set(keys.map(({ ownerId }) => ownerId))])
  const names = new Map(owners.map(({ id, name }) => [id, name]))
  return keys.map(({ createdAt, expiresAt, lastUsedAt, revokedAt, ...key }) => ({
    ...key,
    scopes: [...key.scopes],
    ownerName: names.get(key.ownerId) ?? '',
    createdAt: rfc3339(createdAt),
    expiresAt: rfc3339(expiresAt),
    lastUsedAt: rfc3339(lastUsedAt),
    revokedAt: rfc3339(revokedAt),
  }))
}

/** Keys for programs (protocol.md, parts 2 and 8). */
export const keyRoutes: readonly Route[] = [
  admin('keys', {
    method: 'get',
    path: '/api/v1/admin/keys',
    name: 'listKeys',
    tag,
    summary: 'Keys for programs: scopes, owner, when they were last used; never their secrets',
    answer: keyPage,
    async run({ ports }) {
      const items = await shown(ports, await ports.store.read.integrations.list())
      return ok({ items, nextCursor: null, total: items.length })
    },
  }),
  admin('keys', {
    method: 'post',
    path: '/api/v1/admin/keys',
    name: 'createKey',
    tag,
    summary: 'Makes a key; its secret is shown once',
    body: keyBody,
    status: 201,
    answer: keyCreated,
    refusals: ['step_up_required'],
    async run({ ports, caller, body }) {
      requireStepUp(caller.viewer, ports.clock.now())
      const { expiresAt, ...ask } = await body()
      const until = expiresAt === undefined ? undefined : Date.parse(expiresAt)
      const { key, secret } = await createKey(ports, caller.viewer, { ...ask, expiresAt: until })
      const [view] = await shown(ports, [key])
      return created({ ...view, secret })
    },
  }),
  admin('keys', {
    method: 'delete',
    path: '/api/v1/admin/keys/{id}',
    name: 'revokeKey',
    tag,
    summary: 'Revokes a key: it is refused from now on',
    status: 204,
    answer: null,
    refusals: ['not_found', 'step_up_required'],
    async run({ ports, caller, id }) {
      await revokeKey(ports, caller.viewer, id())
      return noContent
    },
  }),
]
