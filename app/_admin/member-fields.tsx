import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { ROLES, type Department, type Role } from '#domain/member.ts'
import type { MemberRights } from '#app/_data/admin-members.ts'

export type MemberDraft = {
  readonly name: string
  readonly departmentId: string | null
  readonly roles: readonly Role[]
  readonly scope: string | null
  readonly handlesCustomers: boolean
}
type MemberFieldsProps = {
  readonly draft: MemberDraft
  readonly onChange: (change: Partial<MemberDraft>) => void
  readonly departments: readonly Department[]
  readonly rights: Pick<MemberRights, 'roles' | 'scoped'>
}

/** The facts of a member that people set. Roles are an owner's to give. */
export function MemberFields({ draft, onChange, departments, rights }: MemberFieldsProps) {
  const t = useTranslations('adminMembers')
  const admin = useTranslations('admin')
  const id = useId()
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('name')}</label>
        <input
          id={`${id}-name`}
          className="input"
          required
          maxLength={200}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </div>
      <DepartmentField
        label={admin('department')}
        value={draft.departmentId}
        none={rights.scoped ? null : t('departmentNone')}
        departments={departments}
        onChange={(departmentId) => onChange({ departmentId })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.handlesCustomers}
          onChange={(event) => onChange({ handlesCustomers: event.target.checked })}
        />
        <b className="font-normal">{admin('handlesCustomers')}</b>
      </label>
      {rights.roles && <RoleFields draft={draft} onChange={onChange} departments={departments} />}
    </>
  )
}

function RoleFields({ draft, onChange, departments }: Pick<MemberFieldsProps, 'draft' | 'onChange' | 'departments'>) {
  const t = useTranslations('adminMembers')
  const toggle = (role: Role, on: boolean) =>
    onChange({ roles: ROLES.filter((known) => (known === role ? on : draft.roles.includes(known))) })
  return (
    <fieldset className="stack">
      <legend className="lab">{t('roles')}</legend>
      {ROLES.map((role) => (
        <label key={role} className="tick">
          <input
            type="checkbox"
            checked={draft.roles.includes(role)}
            onChange={(event) => toggle(role, event.target.checked)}
          />
          <b className="font-normal">{t(`role.${role}`)}</b>
        </label>
      ))}
      {draft.roles.includes('admin') && (
        <DepartmentField
          label={t('scope')}
          value={draft.scope}
          none={t('scopeAll')}
          departments={departments}
          onChange={(scope) => onChange({ scope })}
        />
      )}
      <p className="sub">{t('rolesNote')}</p>
    </fieldset>
  )
}

type DepartmentFieldProps = {
  readonly label: string
  readonly value: string | null
  readonly none: string | null
  readonly departments: readonly Department[]
  readonly onChange: (id: string | null) => void
}

export function DepartmentField({ label, value, none, departments, onChange }: DepartmentFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        required={none === null}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="" disabled={none === null}>
          {none ?? '–'}
        </option>
        {departments.map((department) => (
          <option key={department.id} value={department.id}>
            {department.name}
          </option>
        ))}
      </select>
    </div>
  )
}
