import type { GuideScene, GuideTable } from '#domain/guide.ts'

/** A figure that stands in the guide's text (R28 to R37). */
export type TextFigure =
  | 'keepExtraS'
  | 'clearContactsFirstLoadPct'
  | 'residentMemoryMB'
  | 'leftoverPlists'
  | 'maxDevices'
  | 'lag'
  | 'repairMin'
  | 'lossPct'
  | 'loginsPerMiss'
  | 'reviewDays'

/** A footnote on an oddity of the guide (mission.md, part 2). */
export type GuideNote =
  | 'keepExtra'
  | 'contacts'
  | 'zero'
  | 'modes'
  | 'resident'
  | 'logoff'
  | 'plists'
  | 'twice37'
  | 'name'
  | 'quit'
  | 'five'
  | 'block'
  | 'days'
  | 'claim'

type SceneFacts = {
  readonly table?: GuideTable
  readonly figures: readonly TextFigure[]
  readonly notes: readonly GuideNote[]
  readonly loss: boolean
  /** Where the real flow begins. A `room` is for administrators: it is offered to who may enter it. */
  readonly start: { readonly href: string; readonly room: boolean }
}

/** What stands on each of the eight pages beside its words. */
export const SCENES: Readonly<Record<GuideScene, SceneFacts>> = {
  1: {
    table: 'mobile',
    figures: ['keepExtraS', 'clearContactsFirstLoadPct'],
    notes: ['keepExtra', 'contacts', 'zero', 'modes'],
    loss: true,
    start: { href: '/settings/account', room: false },
  },
  2: {
    table: 'windows',
    figures: ['residentMemoryMB'],
    notes: ['resident', 'logoff'],
    loss: true,
    start: { href: '/devices', room: false },
  },
  3: {
    table: 'mac',
    figures: ['leftoverPlists'],
    notes: ['plists', 'twice37', 'name', 'quit'],
    loss: true,
    start: { href: '/devices', room: false },
  },
  4: {
    figures: ['maxDevices', 'lag'],
    notes: ['five', 'block'],
    loss: false,
    start: { href: '/devices', room: false },
  },
  5: { figures: ['repairMin'], notes: [], loss: true, start: { href: '/admin/exits', room: true } },
  6: { figures: ['lossPct'], notes: ['claim'], loss: true, start: { href: '/admin/exits', room: true } },
  7: { figures: ['loginsPerMiss'], notes: [], loss: true, start: { href: '/checklist', room: false } },
  8: { figures: ['reviewDays'], notes: ['days'], loss: true, start: { href: '/admin/deregister', room: true } },
}
