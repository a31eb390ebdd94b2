import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { SignOutView } from '#protocol/sign-out.ts'
import type { ReceiptData } from '#app/_data/receipt.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { MeasuredTag } from '#app/_components/tag.tsx'
import { bytes, dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { reported } from '#app/_sign-out/lag-of.ts'
import { useOptionWords } from '#app/_sign-out/option-words.ts'

/** Every fact of a receipt, the server's first and the device's after. What a device did not say is not there. */
export function ReceiptFacts({
  signOut,
  memberName,
  sealed,
  zone,
}: Pick<ReceiptData, 'signOut' | 'memberName' | 'sealed'> & { zone: string }) {
  const t = useTranslations('receipt')
  const style = useTimeStyle()
  const at = (time: string) => dateTime(time, { ...style, zone }, true)
  const options = useOptionWords()(signOut)
  const rows: [string, ReactNode][] = [
    [t('requestedBy'), useRequested(signOut, memberName, at(signOut.accessEndedAt))],
    ...(signOut.reason === null ? [] : ([[t('reason'), signOut.reason]] as [string, ReactNode][])),
    [t('lastAccepted'), t('beforeEnd', { time: at(signOut.lastAcceptedAt) })],
    [t('mode'), options === '' ? t('standard') : options],
    [t('approved'), useApproval(signOut, at)],
    ...useMeasured(signOut),
  ]
  if (sealed?.waived != null)
    rows.push([
      t('waivedBy'),
      sealed.waived.reason === ''
        ? t('byAt', { name: t('administrator'), time: at(sealed.waived.at) })
        : t('waivedIs', { name: t('administrator'), time: at(sealed.waived.at), reason: sealed.waived.reason }),
    ])
  rows.push([t('signature'), <Signature key="signature" signOut={signOut} sealed={sealed} />])
  return (
    <dl className="dl">
      {rows.map(([name, value]) => (
        <div className="contents" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function useRequested({ by }: SignOutView, memberName: string, time: string): string {
  const t = useTranslations('receipt')
  if (by.kind === 'system') return t('byAt', { name: t('system'), time })
  if (by.kind === 'admin') return t('byAt', { name: by.name ?? t('administrator'), time })
  const name = by.name ?? memberName
  return by.deviceName === undefined ? t('byAt', { name, time }) : t('byOn', { name, device: by.deviceName, time })
}

function useApproval({ original }: SignOutView, at: (time: string) => string): string {
  const t = useTranslations('receipt')
  const so = useTranslations('so')
  if (original === null) return t('approvedNot')
  if (original.decision === 'approved' && original.at !== null) {
    const name = original.by?.deviceName ?? original.by?.name ?? so('stepOriginalDone', { original: '' })
    return t('approvedBy', { name, time: at(original.at) })
  }
  if (original.decision === 'pending' || original.decision === 'declined' || original.decision === 'approved')
    return '–'
  return so(`stepOriginalSkipped.${original.decision}`)
}

/** What the device measured, signed by it. */
function useMeasured(signOut: SignOutView): [string, ReactNode][] {
  const t = useTranslations('receipt')
  const so = useTranslations('so')
  const { report } = signOut
  const took = reported(signOut, 'durationMs')
  const freed = reported(signOut, 'bytesFreed')
  const files = reported(signOut, 'filesRemoved')
  const processes = reported(signOut, 'processesEnded')
  const backup = recordOf(report?.backup)
  const left = recordOf(report?.leftovers)
  const leftProcesses = numberOf(left?.processes)
  const leftFiles = numberOf(left?.files)
  const leftMemory = numberOf(left?.memoryBytes)
  const leftIs = t('leftoversAre', { processes: leftProcesses, files: leftFiles })
  const memory = recordOf(report?.memory)
  const measured = (value: string) => (
    <>
      {value} <MeasuredTag />
    </>
  )
  const rows: [string, ReactNode | null][] = [
    [t('tookOnDevice'), took === null ? null : measured(so('seconds', { n: Math.round(took / 100) / 10 }))],
    [t('freed'), freed === null ? null : measured(bytes(freed))],
    [t('filesRemoved'), files === null ? null : measured(String(files))],
    [t('processes'), processes === null ? null : String(processes)],
    [
      t('backup'),
      backup === null
        ? null
        : backup.done === true
          ? t('backupDone', { size: bytes(numberOf(backup.bytes)) })
          : t('backupNot'),
    ],
    [
      t('leftovers'),
      left === null
        ? null
        : leftProcesses + leftFiles === 0
          ? t('leftoversNone')
          : leftMemory === 0
            ? leftIs
            : measured(t('leftoversHold', { left: leftIs, memory: bytes(leftMemory) })),
    ],
    [
      t('memory'),
      memory === null
        ? null
        : measured(
            t('memoryIs', { before: bytes(numberOf(memory.beforeBytes)), after: bytes(numberOf(memory.afterBytes)) }),
          ),
    ],
    [t('kept'), report?.kept === true ? t('keptYes') : null],
  ]
  return rows.filter(([, value]) => value !== null)
}

function Signature({ signOut, sealed }: Pick<ReceiptData, 'signOut' | 'sealed'>) {
  const t = useTranslations('receipt')
  return (
    <>
      {signOut.signature === 'verified' ? (
        <StateLabel tone="done" icon="done">
          {t('verified')}
        </StateLabel>
      ) : (
        t('notSigned')
      )}
      {sealed?.logSeq != null && (
        <>
          <br />
          <span className="mono sub">
            {sealed.logHash} · {t('logEntry', { seq: sealed.logSeq })}
          </span>
        </>
      )}
    </>
  )
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
