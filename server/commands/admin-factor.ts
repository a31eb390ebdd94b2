import { DomainError } from '#domain/errors.ts'
import type { Member } from '#domain/member.ts'
import type { Policy } from '#domain/policy.ts'
import type { Ports } from './ports.ts'
import { hasAuthenticator } from './second-factor.ts'

type Person = Pick<Member, 'id' | 'roles'>

/** Whether the policy wants an authenticator app of this member: of administrators and owners, when it is switched on. */
export function mustHaveAuthenticator(policy: Policy, { roles }: Pick<Member, 'roles'>): boolean {
  return policy.adminAuthenticator && (roles.includes('admin') || roles.includes('owner'))
}

/** Whether this member must set one up before they administer anything. */
export async function lacksAuthenticator(
  ports: Pick<Ports, 'store'>,
  policy: Policy,
  member: Person,
): Promise<boolean> {
  return mustHaveAuthenticator(policy, member) && !(await hasAuthenticator(ports, member.id))
}

/** Throws `second_factor_missing` for an administrator without the authenticator that the policy wants. */
export async function requireAuthenticator(ports: Pick<Ports, 'store'>, policy: Policy, member: Person): Promise<void> {
  if (await lacksAuthenticator(ports, policy, member)) throw new DomainError('second_factor_missing')
}
