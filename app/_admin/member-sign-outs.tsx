'use client'
import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { TableHead } from '#app/_components/table-head.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useServerNow } from '#app/_live/live-provider.tsx'
import { lagClock } from './lag-clock.ts'

type MemberSignOutsProps = { readonly signOuts: readonly SignOutView[]; readonly memberName: string }

/** A member's sign-outs, newest first, each with its reason and receipt. */
export function MemberSignOuts({ signOuts, memberName }: MemberSignOutsProps) {
  const t = useTranslations('adminMember')
  return (
    <div className="group tablebox">
      <table className="table cards roomy">
        <TableHead
          caption={t('signOuts')}
          columns={[
            t('device'),
            t('asked'),
            t('state'),
            { right: t('lag') },
            t('by'),
            t('why'),
            { hidden: t('receipt') },
          ]}
        />
        <tbody>
          {signOuts.map((signOut) => (
            <SignOutRow key={signOut.id} signOut={signOut} memberName={memberName} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SignOutRow({ signOut, memberName }: { signOut: SignOutView; memberName: string }) {
  const t = useTranslations()
  const style = useTimeStyle()
  const now = useServerNow()
  const { id, state, overdue, device, by, accessEndedAt, reason } = signOut
  const { tone, icon, lamp } = lookOf(state)
  const lagMs = isOpen(state) ? Math.max(0, now - Date.parse(accessEndedAt)) : signOut.lagMs
  const who =
    by.kind === 'system' ? t('entry.system') : by.id === signOut.memberId ? memberName : (by.name ?? t('term.admin'))
  return (
    <tr id={id} className="plain">
      <td className="c-wide">
        <span className="dcell">
          <DevicePicture device={device} lamp={overdue ? 'bad' : lamp} size="s" />
          <b className="clip">{device.name}</b>
        </span>
      </td>
      <td className="num dim">
        <time dateTime={accessEndedAt}>{dateTime(accessEndedAt, style, true)}</time>
      </td>
      <td>
        <StateLabel tone={overdue ? 'bad' : tone} icon={overdue ? 'late' : icon}>
          {overdue ? t('adminLive.overdueAnd', { state: t(`state.${state}`) }) : t(`state.${state}`)}
        </StateLabel>
      </td>
      <td className="r num tick-c" suppressHydrationWarning>
        {lagClock(lagMs, t('adminLive.d'), t('adminLive.h'))}
      </td>
      <td>{who}</td>
      <td className="c-wide wrap dim">{reason ?? ''}</td>
      <td className="r">
        {!isOpen(state) && (
          <a
            href={`/api/v1/sign-outs/${id}/receipt`}
            download={`${id}.jwt`}
            aria-label={t('adminMember.receiptOf', { name: device.name })}
          >
            {t('adminMember.receipt')}
          </a>
        )}
      </td>
    </tr>
  )
}
