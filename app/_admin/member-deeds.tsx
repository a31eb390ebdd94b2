'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Department } from '#domain/member.ts'
import type { MemberData, MemberRightsOn } from '#app/_data/admin-member.ts'
import { announce } from '#app/_components/announcer.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { DeedDialog } from './deed-dialog.tsx'
import { EditMemberDialog } from './edit-member-dialog.tsx'
import { PasswordLinkDialog } from './password-link-dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { useDeed } from './use-deed.ts'

type MemberDeedsProps = {
  readonly member: MemberData['member']
  readonly departments: readonly Department[]
  readonly rights: MemberRightsOn
  /** Whether letters are sent. */
  readonly mail: boolean
  /** The procedure that sees them out, when one is under way. */
  readonly runId: string | null
}
type Open = 'edit' | 'password' | 'suspend' | 'remove'

/** Edit, a link for a new password, disable, enable again, remove: disabling comes before removing (guide statement 6.2). */
export function MemberDeeds({ member, departments, rights, mail, runId }: MemberDeedsProps) {
  const t = useTranslations('adminMember')
  const [open, setOpen] = useState<Open | null>(null)
  const { id, name, email, state } = member
  const reinstate = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/members/${id}/reinstate`],
    () => announce(t('reinstated', { name })),
  )
  const button = (label: string, what: Open) => (
    <button type="button" className="btn" onClick={() => setOpen(what)}>
      {label}
    </button>
  )
  const close = () => setOpen(null)
  if (state === 'removed') return null
  return (
    <div className="push wide-s buttons flex-wrap">
      {rights.edit && button(t('edit'), 'edit')}
      {rights.resetPassword && state === 'active' && button(t('passwordLink'), 'password')}
      {rights.suspend && state !== 'suspended' && button(t('suspend'), 'suspend')}
      {rights.suspend && state === 'suspended' && (
        <button type="button" className="btn" disabled={reinstate.busy} onClick={() => void reinstate.run()}>
          {t('reinstate')}
        </button>
      )}
      {rights.exit && (
        <a
          className="btn"
          href={runId === null ? `/admin/exits?start=offboarding&member=${id}` : `/admin/exits/${runId}`}
        >
          {t(runId === null ? 'startExit' : 'openExit')}
        </a>
      )}
      {rights.remove && state === 'suspended' && button(t('remove'), 'remove')}
      <ProblemLine text={reinstate.problem} />
      {open === 'edit' && (
        <EditMemberDialog member={member} departments={departments} rights={rights} onClose={close} />
      )}
      {open === 'password' && <PasswordLinkDialog id={id} name={name} email={email} mail={mail} onClose={close} />}
      {open === 'suspend' && <SuspendDialog id={id} name={name} onClose={close} />}
      {open === 'remove' && <RemoveDialog id={id} name={name} onClose={close} />}
    </div>
  )
}

type OneProps = { readonly id: string; readonly name: string; readonly onClose: () => void }

function SuspendDialog({ id, name, onClose }: OneProps) {
  const t = useTranslations('adminMember')
  const [reason, setReason] = useState('')
  const deed = useDeed<{ signOuts: readonly unknown[] }>(
    () => ['POST', `/api/v1/admin/members/${id}/suspend`, { reason }],
    ({ signOuts }) => {
      announce(t('suspended', { name, n: signOuts.length }))
      onClose()
    },
  )
  return (
    <DeedDialog title={t('suspendTitle', { name })} button={t('suspendButton')} deed={deed} onClose={onClose}>
      <p>{t('suspendBody')}</p>
      <ReasonField value={reason} onChange={setReason} />
    </DeedDialog>
  )
}

function RemoveDialog({ id, name, onClose }: OneProps) {
  const t = useTranslations('adminMember')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/members/${id}/remove`],
    () => {
      announce(t('removed', { name }))
      location.assign('/admin/members')
    },
  )
  return (
    <DeedDialog title={t('removeTitle', { name })} button={t('removeButton')} loss deed={deed} onClose={onClose}>
      <p>{t('removeBody')}</p>
    </DeedDialog>
  )
}
