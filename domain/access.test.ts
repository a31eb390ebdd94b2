import { describe, expect, it } from 'vitest'
import { ACTIONS, AREAS, mayEnter, mayGiveRoles, mayOn, type Action, type Area, type Viewer } from './access.ts'
import { DEFAULT_POLICY } from './policy.ts'

type Who = Pick<Viewer, 'roles' | 'scope'>
const WHO: Readonly<Record<string, Who>> = {
  member: { roles: [], scope: null },
  hr: { roles: ['hr'], scope: null },
  scoped: { roles: ['admin'], scope: new Set(['dep_sales']) },
  admin: { roles: ['admin'], scope: null },
  owner: { roles: ['owner'], scope: null },
}
const SUBJECTS = {
  inside: { memberId: 'm', departmentId: 'dep_sales', roles: [] },
  outside: { memberId: 'm', departmentId: 'dep_hq', roles: [] },
  nowhere: { memberId: 'm', departmentId: null, roles: [] },
  leaving: { memberId: 'm', departmentId: 'dep_sales', roles: [], inRun: true },
  asHr: { memberId: 'm', departmentId: 'dep_sales', roles: ['hr'] },
  anAdmin: { memberId: 'm', departmentId: 'dep_sales', roles: ['admin'] },
  owner: { memberId: 'm', departmentId: 'dep_sales', roles: ['owner'] },
} as const

/** Protocol.md, part 8, for one member, written down once more: y is yes, - is hidden (404), f is forbidden (403). */
const TABLE = `
  who     subject   see  see-devices  force  attend  override  waive  edit  suspend  remove  roles  reset-password  obligations  run
  member  inside    -    -            -      -       -         -      -     -        -       -      -                -            -
  member  owner     -    -            -      -       -         -      -     -        -       -      -                -            -
  hr      inside    y    f            f      f       f         f      f     f        f       f      f                f            y
  hr      leaving   y    y            y      y       y         y      y     y        y       f      f                y            y
  hr      owner     y    f            f      f       f         f      f     f        f       f      f                f            f
  scoped  inside    y    y            y      y       y         y      y     y        y       f      y                y            y
  scoped  outside   -    -            -      -       -         -      -     -        -       -      -                -            -
  scoped  nowhere   -    -            -      -       -         -      -     -        -       -      -                -            -
  scoped  owner     y    y            f      f       f         f      f     f        f       f      f                f            f
  admin   inside    y    y            y      y       y         y      y     y        y       f      y                y            y
  admin   nowhere   y    y            y      y       y         y      y     y        y       f      y                y            y
  admin   owner     y    y            f      f       f         f      f     f        f       f      f                f            f
  owner   outside   y    y            y      y       y         y      y     y        y       y      y                y            y
  owner   owner     y    y            y      y       y         y      y     y        y       y      y                y            y
  hr      asHr      y    f            f      f       f         f      f     f        f       f      f               f            y
  scoped  asHr      y    y            y      y       y         y      y     y        y       f      f               y            y
  admin   anAdmin   y    y            y      y       y         y      y     y        y       f      f               y            y
  owner   anAdmin   y    y            y      y       y         y      y     y        y       y      y               y            y`

const WORDS: Readonly<Record<string, string>> = { y: 'yes', '-': 'hidden', f: 'forbidden' }
const [heads = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
const cells = rows.flatMap(([who = '', subject = '', ...row]) =>
  row.map((cell, i) => [who, heads[i + 2] as Action, subject as keyof typeof SUBJECTS, WORDS[cell]] as const),
)

describe('[AC1] what a role may do to a member', () => {
  it('has a column for every action', () => expect(heads.slice(2)).toEqual(ACTIONS))
  it.each(cells)('%s, %s, %s: %s', (who, action, subject, verdict) => {
    expect(mayOn(WHO[who] ?? { roles: [], scope: null }, action, SUBJECTS[subject], DEFAULT_POLICY)).toBe(verdict)
  })
})

it('[AC2] the policy may keep waiving for owners', () => {
  const policy = { whoMayWaive: 'owner' } as const
  expect(mayOn({ roles: ['admin'], scope: null }, 'waive', SUBJECTS.inside, policy)).toBe('forbidden')
  expect(mayOn({ roles: ['owner'], scope: null }, 'waive', SUBJECTS.inside, policy)).toBe('yes')
})

const ENTERS: Readonly<Record<Area, string>> = {
  members: 'hr scoped admin owner',
  'members-edit': 'scoped admin owner',
  devices: 'scoped admin owner',
  'sign-outs': 'scoped admin owner',
  departments: 'hr scoped admin owner',
  policy: 'scoped admin owner',
  'policy-edit': 'admin owner',
  audit: 'scoped admin owner',
  'audit-export': 'admin owner',
  restored: 'owner',
  'members-run': 'hr scoped admin owner',
  'sign-outs-run': 'hr scoped admin owner',
  obligations: 'hr scoped admin owner',
  runs: 'hr scoped admin owner',
  keys: 'admin owner',
  templates: 'admin owner',
}
it.each(AREAS)('[AC3] who enters %s', (area) => {
  const entering = Object.entries(WHO)
    .filter(([, viewer]) => mayEnter(viewer, area))
    .map(([who]) => who)
  expect(entering.join(' ')).toBe(ENTERS[area])
})

it('[AC4] only an owner gives roles', () => {
  for (const [who, viewer] of Object.entries(WHO))
    expect([who, mayGiveRoles(viewer, ['hr'])]).toEqual([who, who === 'owner'])
  expect(mayGiveRoles({ roles: ['admin'] }, [])).toBe(true)
})
