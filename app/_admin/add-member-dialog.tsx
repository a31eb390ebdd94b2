'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Department } from '#domain/member.ts'
import type { AdminMember } from '#protocol/admin.ts'
import type { MemberRights } from '#app/_data/admin-members.ts'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { DeedDialog } from './deed-dialog.tsx'
import { MemberFields, type MemberDraft } from './member-fields.tsx'
import { SecretLine } from './secret-line.tsx'
import { useDeed } from './use-deed.ts'

type Invited = {
  readonly member: AdminMember
  readonly invitation: { readonly url: string; readonly expiresAt: string }
}
type AddMemberDialogProps = {
  readonly departments: readonly Department[]
  readonly rights: MemberRights
  readonly onClose: () => void
}

/** Adds a member and shows the invitation: it is told once, and to nobody else. */
export function AddMemberDialog({ departments, rights, onClose }: AddMemberDialogProps) {
  const t = useTranslations('adminMembers')
  const id = useId()
  const first = rights.scoped ? (departments[0]?.id ?? null) : null
  const [draft, setDraft] = useState<MemberDraft>({
    name: '',
    departmentId: first,
    roles: [],
    scope: null,
    handlesCustomers: false,
  })
  const [email, setEmail] = useState('')
  const deed = useDeed<Invited>(() => {
    const { roles, scope, ...rest } = draft
    const given = roles.length === 0 ? {} : { roles, scope: roles.includes('admin') ? scope : null }
    return ['POST', '/api/v1/admin/members', { ...rest, ...given, email }]
  })
  const name = deed.result?.member.name
  return (
    <DeedDialog
      title={name === undefined ? t('addTitle') : t('invitedTitle', { name })}
      button={t('addButton')}
      deed={deed}
      onClose={onClose}
      after={deed.result && <Invitation {...deed.result} />}
    >
      <p className="sub">{t('addBody')}</p>
      <div className="field">
        <label htmlFor={id}>{t('email')}</label>
        <input
          id={id}
          className="input"
          type="email"
          autoComplete="off"
          required
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      <MemberFields
        draft={draft}
        onChange={(change) => setDraft({ ...draft, ...change })}
        departments={departments}
        rights={rights}
      />
    </DeedDialog>
  )
}

function Invitation({ member, invitation }: Invited) {
  const t = useTranslations('adminMembers')
  const style = useTimeStyle()
  return (
    <div className="stack" role="status">
      <p>{t('invitedBody', { name: member.name, time: dateTime(invitation.expiresAt, style) })}</p>
      <SecretLine text={invitation.url} />
    </div>
  )
}
