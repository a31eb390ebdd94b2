import { useTranslations } from 'next-intl'
import type { MembersImported } from '#protocol/admin.ts'
import { saveCsv } from '#app/_components/save-csv.ts'
import { RowErrors } from '#app/_import/row-errors.tsx'

/** What a checked file would bring: how many rows are right, and each mistake with its row and column. */
export function ImportResult({ checked }: { checked: MembersImported }) {
  const t = useTranslations('adminMembers')
  return (
    <div className="stack" role="status">
      <p className="num">{t('checked', { valid: checked.valid, rows: checked.rows })}</p>
      <RowErrors errors={checked.errors} />
    </div>
  )
}

/** The invitations as a file of one's own: they are told once. */
export function saveLinks({ invited }: MembersImported): void {
  const lines = invited.map(({ member, invitation }) => [
    member.name,
    member.email,
    invitation.url,
    invitation.expiresAt,
  ])
  saveCsv('invitations.csv', [['name', 'email', 'invitation', 'expiresAt'], ...lines])
}
