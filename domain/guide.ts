import type { AskedOptions } from './sign-out/options.ts'

/**
 * The guide's figures (mission.md, part 3): an article's claims. They are shown tagged, beside what this installation measured, and measuring
 * code never writes here.
 */
export const GUIDE = {
  mobile: {
    standard: { durationS: 2.8, freedMB: 0, reloginS: 4.2 },
    keep: { durationS: 5.1, freedMB: 12, reloginS: 3.9 },
    clear: { durationS: 6.3, freedMB: 78, reloginS: 8.7 },
    keepExtraS: [3, 5],
    clearContactsFirstLoadPct: 200,
  },
  windows: {
    residentMemoryMB: 37,
    normal: { memReleasePct: 100, nextStart: 'normal', integrity: 'complete' },
    taskManager: { memReleasePct: 83, nextStart: { delayPct: 15 }, integrity: 'maybeDamaged' },
    logoff: { memReleasePct: 91, nextStart: 'normal', integrity: 'complete' },
  },
  mac: {
    leftoverPlists: 12,
    basic: { files: 7, sizeMB: 4.2, scope: 'basicConfig' },
    deep: { files: 23, sizeMB: 18, scope: 'pluginData' },
    full: { files: 41, sizeMB: 37, scope: 'logFiles' },
    process: 'WXWork',
    container: '~/Library/Containers/com.tencent.WeWorkMac',
  },
  multi: { maxDevices: 5, lagMin: 3, lagMax: 15 },
  admin: { repairMin: 47 },
  offboarding: { lossPct: 32 },
  checklist: { loginsPerMiss: 1.7 },
  deregistration: { reviewDays: [3, 7] },
} as const

/** The row of the guide's table for what is ticked, or null where the guide has no figure (both ticked). Unbind has none of its own. */
export function mobileFigures(
  asked: Pick<AskedOptions, 'keepRecords' | 'clearCache'>,
): { durationS: number; freedMB: number; reloginS: number } | null {
  const { standard, keep, clear } = GUIDE.mobile
  if (asked.keepRecords === true) return asked.clearCache === true ? null : keep
  return asked.clearCache === true ? clear : standard
}

/** The eight scenarios, in the guide's order. */
export const GUIDE_SCENES = [1, 2, 3, 4, 5, 6, 7, 8] as const
export type GuideScene = (typeof GUIDE_SCENES)[number]

/** The guide's three comparison tables: their rows and columns are keys of `GUIDE`, 27 cells in all. */
export const GUIDE_TABLES = {
  mobile: { rows: ['standard', 'keep', 'clear'], columns: ['durationS', 'freedMB', 'reloginS'] },
  windows: { rows: ['normal', 'taskManager', 'logoff'], columns: ['memReleasePct', 'nextStart', 'integrity'] },
  mac: { rows: ['basic', 'deep', 'full'], columns: ['files', 'sizeMB', 'scope'] },
} as const
export type GuideTable = keyof typeof GUIDE_TABLES
export type GuideRow<T extends GuideTable = GuideTable> = (typeof GUIDE_TABLES)[T]['rows'][number]
export type GuideColumn<T extends GuideTable = GuideTable> = (typeof GUIDE_TABLES)[T]['columns'][number]

/** One cell of a table as the guide has it: a number, a word, or how much later the next start is. */
export type GuideCell = number | string | { readonly delayPct: number }

const CELLS: Readonly<Record<GuideTable, Readonly<Record<string, Readonly<Record<string, GuideCell>>>>>> = {
  mobile: { standard: GUIDE.mobile.standard, keep: GUIDE.mobile.keep, clear: GUIDE.mobile.clear },
  windows: { normal: GUIDE.windows.normal, taskManager: GUIDE.windows.taskManager, logoff: GUIDE.windows.logoff },
  mac: { basic: GUIDE.mac.basic, deep: GUIDE.mac.deep, full: GUIDE.mac.full },
}

export function guideCell(table: GuideTable, row: GuideRow, column: GuideColumn): GuideCell {
  const cell = CELLS[table][row]?.[column]
  if (cell === undefined) throw new RangeError(`the guide has no cell ${table}.${row}.${column}`)
  return cell
}
