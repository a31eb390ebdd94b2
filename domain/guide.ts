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
