'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Department } from '#domain/member.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DeedDialog } from './deed-dialog.tsx'
import { DepartmentField } from './member-fields.tsx'
import { useDeed } from './use-deed.ts'

type DepartmentsDialogProps = { readonly departments: readonly Department[]; readonly onClose: () => void }

/** The departments there are, and a new one. */
export function DepartmentsDialog({ departments, onClose }: DepartmentsDialogProps) {
  const t = useTranslations('adminMembers')
  const id = useId()
  const [name, setName] = useState('')
  const [parentId, setParentId] = useState<string | null>(null)
  const deed = useDeed<Department>(
    () => ['POST', '/api/v1/admin/departments', { name, parentId }],
    (made) => {
      announce(t('departmentAdded', { name: made.name }))
      setName('')
    },
  )
  const names = new Map(departments.map((department) => [department.id, department.name]))
  return (
    <DeedDialog title={t('departmentsTitle')} button={t('addDepartment')} deed={deed} onClose={onClose}>
      <ul className="outcomes">
        {departments.map((department) => (
          <li key={department.id}>
            <span>{department.name}</span>
            <span className="dim">{names.get(department.parentId ?? '') ?? ''}</span>
          </li>
        ))}
      </ul>
      <div className="field">
        <label htmlFor={id}>{t('newDepartment')}</label>
        <input
          id={id}
          className="input"
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <DepartmentField
        label={t('parent')}
        value={parentId}
        none={t('topLevel')}
        departments={departments}
        onChange={setParentId}
      />
    </DeedDialog>
  )
}
