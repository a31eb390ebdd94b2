import type { Member } from '../member.ts'

/** A member's custom field of one of these names says how many customers they can have (decision 0110). */
const LIMIT_FIELDS: readonly string[] = ['客户上限', 'Customer limit']

/** How many more customers somebody can take who has `load` of them; null without a limit, which is also what a field that is no number means. */
export function roomFor({ customFields }: Pick<Member, 'customFields'>, load: number): number | null {
  const said = LIMIT_FIELDS.map((name) => customFields[name]).find((value) => value !== undefined)
  const limit = Number(said)
  const known = said !== undefined && said.trim() !== '' && Number.isInteger(limit) && limit >= 0
  return known ? Math.max(0, limit - load) : null
}
