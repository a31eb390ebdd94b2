import type { Viewer } from '#domain/access.ts'
import { KEY_PREFIX, keyWorks, type IntegrationKey } from '#domain/integration.ts'
import { departmentTree, type Member } from '#domain/member.ts'
import type { Ports } from '../commands/ports.ts'

/** A program that calls with a key: it acts for its owner, within its scopes. */
export type KeyCaller = {
  readonly kind: 'key'
  readonly key: IntegrationKey
  readonly viewer: Viewer
  readonly member: Member
}

export function isKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX)
}

/** Its last use is written at most once a minute: who looks wants to know whether it is in use, not when to the second. */
const USED_EVERY_MS = 60_000

/**
 * Who stands behind a key, read from the rows on every request: null for one that is unknown, over, revoked, or whose owner may not any more.
 * It has never more than an administrator's rights, whatever its owner has: roles, policy and keys stay people's (protocol.md, part 2).
 */
export async function whoHasKey(ports: Ports, token: string): Promise<KeyCaller | null> {
  const { read } = ports.store
  const now = ports.clock.now()
  const key = await read.integrations.byHash(ports.hash(token))
  if (!key || !keyWorks(key, now)) return null
  const member = await read.members.get(key.ownerId)
  const able = member?.state === 'active' && (member.roles.includes('admin') || member.roles.includes('owner'))
  if (!able) return null
  if (now - (key.lastUsedAt ?? 0) > USED_EVERY_MS) await ports.store.write((tx) => tx.integrations.used(key.id, now))
  const owner = member.roles.includes('owner')
  const scope =
    owner || member.scopeDepartmentId === null
      ? null
      : departmentTree(member.scopeDepartmentId, await read.members.departments())
  const viewer: Viewer = {
    memberId: member.id,
    name: `${member.name} (${key.name})`,
    sessionId: key.id,
    deviceId: key.id,
    deviceName: key.name,
    roles: ['admin'],
    scope,
    bySelf: false,
    steppedUpAt: now,
  }
  return { kind: 'key', key, viewer, member }
}
