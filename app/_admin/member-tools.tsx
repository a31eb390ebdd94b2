'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Department } from '#domain/member.ts'
import type { MemberRights } from '#app/_data/admin-members.ts'
import { AddMemberDialog } from './add-member-dialog.tsx'
import { DepartmentsDialog } from './departments-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'

type MemberToolsProps = { readonly departments: readonly Department[]; readonly rights: MemberRights }

/** What can be done on the members page: add one, import many, departments. */
export function MemberTools({ departments, rights }: MemberToolsProps) {
  const t = useTranslations('adminMembers')
  const [open, setOpen] = useState<'add' | 'import' | 'departments' | null>(null)
  const close = () => setOpen(null)
  if (!rights.edit) return null
  return (
    <div className="push wide-s buttons">
      {rights.departments && (
        <button type="button" className="btn" onClick={() => setOpen('departments')}>
          {t('departments')}
        </button>
      )}
      <button type="button" className="btn" onClick={() => setOpen('import')}>
        {t('import')}
      </button>
      <button type="button" className="btn main-act" onClick={() => setOpen('add')}>
        {t('add')}
      </button>
      {open === 'add' && <AddMemberDialog departments={departments} rights={rights} onClose={close} />}
      {open === 'departments' && <DepartmentsDialog departments={departments} onClose={close} />}
      {open === 'import' && <ImportDialog onClose={close} />}
    </div>
  )
}
