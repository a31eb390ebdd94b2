'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Department } from '#domain/member.ts'
import type { MemberData, MemberRightsOn } from '#app/_data/admin-member.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DeedDialog } from './deed-dialog.tsx'
import { MemberFields, type MemberDraft } from './member-fields.tsx'
import { useDeed } from './use-deed.ts'

type EditMemberDialogProps = {
  readonly member: MemberData['member']
  readonly departments: readonly Department[]
  readonly rights: MemberRightsOn
  readonly onClose: () => void
}

/** Edits what people set about a member. Only what was changed is sent: two who edit different facts do not overwrite each other. */
export function EditMemberDialog({ member, departments, rights, onClose }: EditMemberDialogProps) {
  const t = useTranslations('adminMember')
  const { name, departmentId, roles, scope, handlesCustomers } = member
  const before: MemberDraft = { name, departmentId, roles, scope, handlesCustomers }
  const [draft, setDraft] = useState(before)
  const deed = useDeed<unknown>(
    () => ['PATCH', `/api/v1/admin/members/${member.id}`, changed(before, draft)],
    () => {
      announce(t('saved'))
      onClose()
    },
  )
  return (
    <DeedDialog title={t('editTitle', { name })} button={t('save')} deed={deed} onClose={onClose}>
      <MemberFields
        draft={draft}
        onChange={(change) => setDraft({ ...draft, ...change })}
        departments={departments}
        rights={rights}
      />
    </DeedDialog>
  )
}

function changed(before: MemberDraft, after: MemberDraft): Partial<MemberDraft> {
  return {
    ...(before.name === after.name ? {} : { name: after.name }),
    ...(before.departmentId === after.departmentId ? {} : { departmentId: after.departmentId }),
    ...(before.handlesCustomers === after.handlesCustomers ? {} : { handlesCustomers: after.handlesCustomers }),
    ...(before.roles.join() === after.roles.join() ? {} : { roles: after.roles }),
    ...(before.scope === after.scope ? {} : { scope: after.scope }),
  }
}
