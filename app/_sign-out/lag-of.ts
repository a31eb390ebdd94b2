import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { SignOutView } from '#protocol/sign-out.ts'

/** The lag in milliseconds at `now` (the server's clock): it grows while the sign-out is open, and stands as stored after. */
export function lagAt(signOut: SignOutView, now: number): number {
  return isOpen(signOut.state) ? Math.max(0, now - Date.parse(signOut.accessEndedAt)) : signOut.lagMs
}

/** No backup was made: a quick exit makes none, and else the device says so (guide statement 2.3). */
export function madeNoBackup({ options, report }: SignOutView): boolean {
  if (options.exit === 'quick') return true
  const backup: unknown = report?.backup
  return typeof backup === 'object' && backup !== null && 'done' in backup && backup.done === false
}

/** What the device measured, where it said so. A report is the device's own text: every member may be missing. */
export function reported(
  signOut: SignOutView,
  name: 'bytesFreed' | 'filesRemoved' | 'durationMs' | 'processesEnded',
): number | null {
  const value = signOut.report?.[name]
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}
