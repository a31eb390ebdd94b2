import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import type { DeviceView } from '#protocol/device.ts'
import { Notice } from '#app/_components/notice.tsx'
import { GuideTag } from '#app/_components/tag.tsx'

/** Processes that an exit left behind, and how a person ends them (guide statements 2.7, 2.8). */
export function LeftoverNote({ device: { os, status } }: { device: Pick<DeviceView, 'os' | 'status'> }) {
  const t = useTranslations('exit')
  const devices = useTranslations('devices')
  const n = status?.leftovers ?? 0
  if (n === 0) return null
  const where = os === 'windows' || os === 'macos' ? os : 'linux'
  return (
    <Notice tone="wait" icon="work">
      <b>{devices('leftovers', { n })}</b> {t(`endLeftovers.${where}`)}{' '}
      {os === 'windows' && (
        <small>
          {t('guideMemory', { n: GUIDE.windows.residentMemoryMB })} <GuideTag />
        </small>
      )}
    </Notice>
  )
}
