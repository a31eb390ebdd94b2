import type { Device, DeviceStatus } from './device.ts'
import { GUIDE_TABLES, type GuideTable } from './guide.ts'
import type { Instant, MemberId } from './ids.ts'
import type { SignOutOptions, AskedOptions } from './sign-out/options.ts'
import type { Report, SignOut } from './sign-out/sign-out.ts'

/** What devices measure. Times in milliseconds, sizes in bytes, shares in thousandths, files counted. */
export const METRICS = [
  'durationMs',
  'bytesFreed',
  'signInMs',
  'firstLoadMs',
  'memoryFreed',
  'residentBytes',
  'startDelay',
  'complete',
  'files',
  'bytes',
  'lagMs',
] as const
export type Metric = (typeof METRICS)[number]

/** One measurement of one device. `subject` is the row that it stands in, such as `mobile.keep`. */
export type Sample = {
  readonly id: string
  readonly subject: string
  readonly metric: Metric
  /** A whole number. */
  readonly value: number
  readonly at: Instant
  readonly memberId: MemberId
}
type Machine = Pick<Device, 'kind' | 'os'>

/** Which of the guide's rows a choice of options is. Both ticked is `both`, which the guide has no row for. */
export function modeOf(
  asked: Pick<AskedOptions, 'keepRecords' | 'clearCache'>,
): 'standard' | 'keep' | 'clear' | 'both' {
  if (asked.keepRecords === true) return asked.clearCache === true ? 'both' : 'keep'
  return asked.clearCache === true ? 'clear' : 'standard'
}

/** The row of a sign-out in what is measured: the guide's for phones and tablets, the like for the others. */
export function subjectOf({ kind }: Machine, options: Pick<SignOutOptions, 'keepRecords' | 'clearCache'>): string {
  if (kind === 'web') return 'web.standard'
  return `${kind === 'desktop' ? 'desktop' : 'mobile'}.${modeOf(options)}`
}

/** How the guide's table of Windows calls a kind of exit; a quick one has no row there, and one of its own here. */
const EXIT_ROW = { full: 'normal', quick: 'quick', killed: 'taskManager', logoff: 'logoff' } as const

/** What a device's signed report measured. */
export function samplesOfReport(device: Machine, signOut: SignOut, report: Report, at: Instant): Sample[] {
  const { id, options, memberId } = signOut
  const take = (subject: string, metric: Metric, value: unknown): Sample[] =>
    typeof value === 'number' && Number.isFinite(value)
      ? [{ id: `${id}/${metric}`, subject, metric, value: Math.round(value), at, memberId }]
      : []
  const subject = subjectOf(device, options)
  const { memory, classes, leftovers } = report
  return [
    ...take('lag', 'lagMs', at - signOut.accessEndedAt),
    ...take(subject, 'durationMs', report['durationMs']),
    ...take(subject, 'bytesFreed', report['bytesFreed']),
    ...(options.exit === null ? [] : take(`windows.${EXIT_ROW[options.exit]}`, 'memoryFreed', freed(memory))),
    ...(options.exit === null || left(leftovers) === 0
      ? []
      : take('windows.leftovers', 'residentBytes', left(leftovers))),
    ...(options.cleanup === null || !isRecord(classes)
      ? []
      : [
          ...take(`mac.${options.cleanup}`, 'files', sum(classes, 'files')),
          ...take(`mac.${options.cleanup}`, 'bytes', sum(classes, 'bytes')),
        ]),
  ]
}

/** What a device says of its present session and of how its program ended last. `cameBack`: the sign-out before this session, if any. */
export function samplesOfStatus(
  device: Pick<Device, 'id' | 'kind' | 'os' | 'memberId'>,
  sessionId: string,
  cameBack: Pick<SignOut, 'options'> | null,
  status: DeviceStatus,
  at: Instant,
): Sample[] {
  const { memberId } = device
  const subject = cameBack === null ? 'first' : subjectOf(device, cameBack.options)
  const own = (metric: Metric, value: number | undefined): Sample[] =>
    value === undefined ? [] : [{ id: `${sessionId}/${metric}`, subject, metric, value, at, memberId }]
  const exit = status.lastExit
  if (exit === undefined || device.kind !== 'desktop')
    return [...own('signInMs', status.signInMs), ...own('firstLoadMs', status.firstLoadMs)]
  const of = (metric: Metric, value: number): Sample => ({
    id: `${device.id}/${exit.at}/${metric}`,
    subject: `windows.${EXIT_ROW[exit.kind]}`,
    metric,
    value,
    at,
    memberId,
  })
  return [
    ...own('signInMs', status.signInMs),
    ...own('firstLoadMs', status.firstLoadMs),
    ...(exit.startMedianMs > 0 ? [of('startDelay', Math.round((exit.startMs / exit.startMedianMs - 1) * 1000))] : []),
    ...freedAt(exit.memory).map((value) => of('memoryFreed', value)),
    ...(exit.integrity === 'unknown' ? [] : [of('complete', exit.integrity === 'complete' ? 1000 : 0)]),
  ]
}

/** How a column of the guide is measured: which metric, and what one unit of the column is. */
const COLUMN: Readonly<Record<string, { readonly metric: Metric; readonly unit: number }>> = {
  durationS: { metric: 'durationMs', unit: 1000 },
  freedMB: { metric: 'bytesFreed', unit: 1_000_000 },
  reloginS: { metric: 'signInMs', unit: 1000 },
  memReleasePct: { metric: 'memoryFreed', unit: 10 },
  nextStart: { metric: 'startDelay', unit: 10 },
  integrity: { metric: 'complete', unit: 10 },
  files: { metric: 'files', unit: 1 },
  sizeMB: { metric: 'bytes', unit: 1_000_000 },
}

/** A figure of ours: what it is called, and the samples that it is made of. */
export type MeasuredColumn = {
  readonly key: string
  readonly subject: string
  readonly metric: Metric
  readonly unit: number
}

/** Choices that the guide has no figures for, and that we measure all the same: both ticked, and the quick exit. */
const BEYOND: Readonly<Record<GuideTable, readonly string[]>> = { mobile: ['both'], windows: ['quick'], mac: [] }

/** Every figure of ours that stands beside one of the guide's, by the guide's key. A scope is a word, and nothing is measured of it. */
export function measuredColumns(): MeasuredColumn[] {
  const tables: readonly GuideTable[] = ['mobile', 'windows', 'mac']
  return tables.flatMap((table) => columnsOf(table, GUIDE_TABLES[table].rows))
}

/** The figures of one table, with the choices that the guide has none for: what stands in the sign-out dialog. */
export function measuredColumnsOf(table: GuideTable): MeasuredColumn[] {
  return columnsOf(table, [...GUIDE_TABLES[table].rows, ...BEYOND[table]])
}

function columnsOf(table: GuideTable, rows: readonly string[]): MeasuredColumn[] {
  return rows.flatMap((row) =>
    GUIDE_TABLES[table].columns.flatMap((column) => {
      const how = COLUMN[column]
      return how === undefined ? [] : [{ key: `${table}.${row}.${column}`, subject: `${table}.${row}`, ...how }]
    }),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** The share of the memory that was freed, in thousandths. */
function freed(memory: unknown): number | null {
  if (!isRecord(memory)) return null
  const { beforeBytes: before, afterBytes: after } = memory
  if (typeof before !== 'number' || typeof after !== 'number' || before <= 0) return null
  return Math.max(0, ((before - after) / before) * 1000)
}

/** Of an exit that no sign-out ordered: the same share, or nothing. */
function freedAt(memory: unknown): number[] {
  const share = freed(memory)
  return share === null ? [] : [Math.round(share)]
}

function left(leftovers: unknown): number {
  const bytes = isRecord(leftovers) ? leftovers['memoryBytes'] : 0
  return typeof bytes === 'number' ? bytes : 0
}

function sum(classes: Readonly<Record<string, unknown>>, what: 'files' | 'bytes'): number {
  return Object.values(classes).reduce<number>((total, one) => {
    const value = isRecord(one) ? one[what] : 0
    return total + (typeof value === 'number' ? value : 0)
  }, 0)
}
