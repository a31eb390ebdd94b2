import type { InsightsView } from '#protocol/insights.ts'

type Cell = string | number | null

/** The insights as one table of figures: section, what, figure, value. Names are the contract's, so that a program can read them. */
export function insightsCsv({ lag, overTime, byPlatform, fates, measured, signInAgain }: InsightsView): string {
  const rows: Cell[][] = [['section', 'of', 'figure', 'value']]
  const add = (section: string, of: string, figures: Readonly<Record<string, Cell>>) => {
    for (const [figure, value] of Object.entries(figures)) rows.push([section, of, figure, value])
  }
  add('lag', 'all', lag)
  for (const { day, ...figures } of overTime) add('lag by day', day, figures)
  for (const { platform, ...figures } of byPlatform) add('lag by platform', platform, figures)
  add('sign-outs', 'all', fates)
  for (const [key, figures] of Object.entries(measured)) add('measured', key, figures)
  for (const { subject, ...figures } of signInAgain) add('sign-in again, ms', subject, figures)
  return rows.map((row) => row.map(written).join(',')).join('\r\n') + '\r\n'
}

/** No cell can begin a formula: sections and names are ours, and values are numbers or empty. */
function written(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? String(cell) : `"${cell.replaceAll('"', '""')}"`
}
