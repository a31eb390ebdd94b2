import { isMet, type Row } from './row.ts'

const HEAD = ['what', 'ours', 'floor or peer', 'ratio', 'goal', 'met']

/** The rows as one Markdown table, its columns aligned. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const lineOf = (line: readonly string[]) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const [head = HEAD, ...body] = cells
  return [lineOf(head), rule, ...body.map(lineOf)].join('\n')
}

function cellsOf(row: Row): string[] {
  const { what, ours, against, unit, ratio, goal } = row
  const wanted = 'atMost' in goal ? `≤ ${goal.atMost} ×` : `≥ ${goal.atLeast} ×`
  const other = `${figure(against.value)} ${unit} (${against.name})`
  return [what, `${figure(ours)} ${unit}`, other, `${figure(ratio)} ×`, wanted, isMet(row) ? 'yes' : 'no']
}

/** Three digits that count; whole numbers from a hundred on. */
export function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}
