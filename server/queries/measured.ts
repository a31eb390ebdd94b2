import type { GuideTable } from '#domain/guide.ts'
import type { DepartmentId } from '#domain/ids.ts'
import { NOTHING_MEASURED, summarise, type Measured } from '#domain/measured.ts'
import { measuredColumns, measuredColumnsOf, type MeasuredColumn } from '#domain/sample.ts'
import type { Ports } from '../commands/ports.ts'

/** The newest reports that a median is made of. */
const NEWEST = 500

/** What stands beside the figures in the guide's text, and what they are made of. */
const IN_TEXT: readonly MeasuredColumn[] = [
  { key: 'firstLoad.standard', subject: 'mobile.standard', metric: 'firstLoadMs', unit: 1000 },
  { key: 'firstLoad.clear', subject: 'mobile.clear', metric: 'firstLoadMs', unit: 1000 },
  { key: 'residentMemoryMB', subject: 'windows.leftovers', metric: 'residentBytes', unit: 1_000_000 },
  { key: 'lagMs', subject: 'lag', metric: 'lagMs', unit: 1 },
]

/** This installation's own figures by the guide's keys, such as `mobile.keep.durationS`: medians of what devices reported. */
export async function measuredFigures(
  ports: Ports,
  departments?: ReadonlySet<DepartmentId>,
): Promise<Readonly<Record<string, Measured>>> {
  const figures = await medians(ports, [...measuredColumns(), ...IN_TEXT], departments)
  const of = (key: string) => figures[key] ?? NOTHING_MEASURED
  return {
    ...figures,
    keepExtraS: compared(of('mobile.standard.durationS'), of('mobile.keep.durationS'), (a, b) => b - a),
    clearContactsFirstLoadPct: compared(of('firstLoad.standard'), of('firstLoad.clear'), (a, b) =>
      a > 0 ? (b / a - 1) * 100 : null,
    ),
  }
}

/** The figures of one table, for the question before a sign-out: medians of everybody's reports, never one report. */
export async function measuredTable(ports: Ports, table: GuideTable): Promise<Record<string, Measured>> {
  return medians(ports, measuredColumnsOf(table))
}

async function medians(
  ports: Ports,
  asked: readonly MeasuredColumn[],
  departments?: ReadonlySet<DepartmentId>,
): Promise<Record<string, Measured>> {
  const found = await ports.store.read.samples.values(asked, NEWEST, departments)
  return Object.fromEntries(
    asked.map(({ key, unit }, i) => [key, summarise((found[i] ?? []).map((value) => value / unit))]),
  )
}

/** One figure made of two medians: blank until both are there. It has no spread of its own. */
function compared(a: Measured, b: Measured, how: (a: number, b: number) => number | null): Measured {
  const n = Math.min(a.n, b.n)
  const median = a.median === null || b.median === null ? null : how(a.median, b.median)
  return { n, median, low: null, high: null }
}
