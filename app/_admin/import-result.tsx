import { useTranslations } from 'next-intl'
import type { MembersImported } from '#protocol/admin.ts'
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
  const text = [['name', 'email', 'invitation', 'expiresAt'], ...lines]
    .map((line) => line.map(cell).join(','))
    .join('\r\n')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv' }))
  link.download = 'invitations.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}

/** A cell that no spreadsheet takes for a formula (OWASP, CSV injection), quoted as RFC 4180 has it. */
function cell(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
