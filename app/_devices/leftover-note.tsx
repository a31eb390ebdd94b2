import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { bytes } from '#app/_components/times.ts'
import { Notice } from '#app/_components/notice.tsx'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'

type LeftoverNoteProps = {
  readonly device: Pick<DeviceView, 'os' | 'status'>
  /** What they held when the device was last signed out, as it reported; 0 where it never said. */
  readonly heldBytes: number
}

/** Processes that an exit left behind, how much they hold, and how a person ends them (guide statements 2.7, 2.8). */
export function LeftoverNote({ device: { os, status }, heldBytes }: LeftoverNoteProps) {
  const t = useTranslations('exit')
  const devices = useTranslations('devices')
  const n = status?.leftovers ?? 0
  if (n === 0) return null
  const where = os === 'windows' || os === 'macos' ? os : 'linux'
  return (
    <Notice tone="wait" icon="work">
      <b>{devices('leftovers', { n })}</b> {t(`endLeftovers.${where}`)}{' '}
      <small>
        {heldBytes > 0 && (
          <span className="block">
            {t('heldMemory', { size: bytes(heldBytes) })} <MeasuredTag />
          </span>
        )}
        {os !== 'macos' && (
          <span className="block">
            {t('guideMemory', { n: GUIDE.windows.residentMemoryMB })} <GuideTag />
          </span>
        )}
      </small>
    </Notice>
  )
}

/** The memory of what stayed, by the newest report that counted it. */
export function heldBytes(signOuts: readonly SignOutView[]): number {
  for (const { report } of signOuts) {
    const left: unknown = report?.leftovers
    if (typeof left === 'object' && left !== null && 'memoryBytes' in left && typeof left.memoryBytes === 'number')
      return left.memoryBytes
  }
  return 0
}
