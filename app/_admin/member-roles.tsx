import { useTranslations } from 'next-intl'
import type { Department } from '#domain/member.ts'
import type { AdminMember } from '#protocol/admin.ts'
import { Tag } from '#app/_components/tag.tsx'

type MemberRolesProps = {
  readonly member: Pick<AdminMember, 'roles' | 'scope'>
  readonly departments: readonly Department[]
}

/** Roles as tags; a scoped administrator with the department. */
export function MemberRoles({ member: { roles, scope }, departments }: MemberRolesProps) {
  const t = useTranslations('adminMembers')
  const department = departments.find(({ id }) => id === scope)?.name ?? ''
  return roles.map((role) => (
    <Tag key={role}>{role === 'admin' && scope !== null ? t('scopedTo', { department }) : t(`role.${role}`)}</Tag>
  ))
}
