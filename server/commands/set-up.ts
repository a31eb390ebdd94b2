import { ORG_STREAM } from '#domain/log.ts'
import { DomainError } from '#domain/errors.ts'
import { normalizeEmail, type Member } from '#domain/member.ts'
import { DEFAULT_POLICY, type Policy } from '#domain/policy.ts'
import type { Org } from '#domain/store.ts'

import { requireStrong } from './password-rule.ts'
import type { Ports } from './ports.ts'

export type SetUp = {
  readonly company: string
  readonly locale: 'en' | 'zh-CN'
  readonly timeZone: string
  readonly owner: { readonly name: string; readonly email: string; readonly password: string }
  readonly policy?: Partial<Policy> | undefined
}

/** Founds the organisation and its owner. Of two racers one wins; the other gets `already_set_up`. */
export async function setUp(ports: Ports, ask: SetUp): Promise<Member> {
  requireStrong(ports, ask.owner.password)
  const hash = await ports.passwords.hash(ask.owner.password)
  return ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const now = ports.clock.now()
    const policy = { ...DEFAULT_POLICY, ...ask.policy }
    const org: Org = {
      name: ask.company,
      locale: ask.locale,
      timeZone: ask.timeZone,
      policy,
      policyVersion: 1,
      epoch: 1,
      createdAt: now,
      restoredAsOf: null,
    }
    if (!(await tx.org.insert(org))) throw new DomainError('already_set_up')
    const owner: Member = {
      id: ports.random.id('member'),
      name: ask.owner.name,
      email: normalizeEmail(ask.owner.email),
      state: 'active',
      roles: ['owner'],
      scopeDepartmentId: null,
      departmentId: null,
      handlesCustomers: false,
      customFields: {},
      createdAt: now,
      suspendedAt: null,
    }
    await tx.members.insert(owner, hash, ports.searchText(owner))
    await tx.log.append(ORG_STREAM, [{ type: 'org.created', data: { name: org.name, policy } }], now)
    await tx.log.append(
      owner.id,
      [
        {
          type: 'member.created',
          data: { memberId: owner.id, name: owner.name, email: owner.email, roles: owner.roles, by: null },
        },
      ],
      now,
    )
    return owner
  })
}
