'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MemberFilters, MembersData } from '#app/_data/admin-members.ts'
import { Icon } from '#app/_components/icon.tsx'
import { day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { ForceDialog } from './force-dialog.tsx'
import { MemberRoles } from './member-roles.tsx'
import { MemberStateLabel } from './member-state.tsx'
import { RiskMark } from './risk-mark.tsx'
import { addressOf, Pager } from './pager.tsx'
import { SelectAll } from './select-all.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useMoreRows } from './use-more-rows.ts'
import { useSelection } from './use-selection.ts'
import { useTableKeys } from './use-table-keys.ts'

type MembersTableProps = {
  readonly page: MembersData
  readonly filters: MemberFilters
}

/** Members by name. Selected ones can be signed out together. */
export function MembersTable({ page, filters }: MembersTableProps) {
  const t = useTranslations()
  const style = useTimeStyle()
  const { departments, rights, total } = page
  const mayForce = rights.force
  const first = { items: page.members, nextCursor: page.nextCursor }
  const more = useMoreRows(first, addressOf('/api/v1/admin/members', { ...filters, cursor: undefined }))
  const members = more.rows
  const selection = useSelection()
  const { chosen, toggle, clear } = selection
  const [forcing, setForcing] = useState<readonly string[] | null>(null)
  useTableKeys({
    select: (id) => mayForce && toggle(id),
    end: (id) => mayForce && setForcing(chosen.size > 0 || id === null ? [...chosen] : [id]),
    clear,
  })
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  return (
    <>
      <div className="group tablebox">
        <table className="table cards">
          <caption className="vh">{t('adminMembers.caption')}</caption>
          <thead>
            <tr>
              {mayForce && (
                <th scope="col" className="c-box">
                  <SelectAll ids={members.map(({ id }) => id)} selection={selection} />
                </th>
              )}
              <th scope="col">{t('adminMembers.name')}</th>
              <th scope="col">{t('adminMembers.email')}</th>
              <th scope="col">{t('admin.department')}</th>
              <th scope="col">{t('adminMembers.roles')}</th>
              <th scope="col">{t('admin.state')}</th>
              <th scope="col" className="r hide-m">
                {t('adminMembers.since')}
              </th>
            </tr>
          </thead>
          <tbody>
            {members.map((member, i) => (
              <tr
                key={member.id}
                data-id={member.id}
                tabIndex={i === 0 ? 0 : -1}
                aria-selected={mayForce ? chosen.has(member.id) : undefined}
                className={mayForce ? '' : 'plain'}
              >
                {mayForce && (
                  <td className="c-box">
                    <label className="tick">
                      <input
                        type="checkbox"
                        checked={chosen.has(member.id)}
                        onChange={() => toggle(member.id)}
                        aria-label={t('adminMembers.select', { name: member.name })}
                      />
                    </label>
                  </td>
                )}
                <td className="c-name">
                  <a href={`/admin/members/${member.id}`}>
                    <b>{member.name}</b>
                  </a>
                  {member.handlesCustomers && (
                    <span className="flag" title={t('admin.handlesCustomers')}>
                      <Icon name="flag" />
                      <span className="vh">{t('admin.handlesCustomers')}</span>
                    </span>
                  )}
                </td>
                <td className="c-dev dim">
                  <span className="clip block">{member.email}</span>
                </td>
                <td className="c-hide">{names.get(member.departmentId ?? '') ?? '–'}</td>
                <td className="c-hide">
                  <MemberRoles member={member} departments={departments} />
                </td>
                <td className="c-state">
                  <span className="sum">
                    <MemberStateLabel state={member.state} />
                    <RiskMark risk={member.risk} />
                  </span>
                </td>
                <td className="r c-hide hide-m dim" suppressHydrationWarning>
                  {day(member.createdAt, style)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager
        path="/admin/members"
        given={{ ...filters }}
        total={total}
        nextCursor={more.nextCursor}
        below={more.below}
      />
      <SelectionBar n={chosen.size} onClear={clear}>
        <button type="button" className="btn" onClick={() => setForcing([...chosen])}>
          {t('adminMembers.force')}
        </button>
      </SelectionBar>
      {forcing !== null && forcing.length > 0 && (
        <ForceDialog
          target={{ members: forcing }}
          who={new Map(members.map(({ id, name }) => [id, name]))}
          onClose={() => setForcing(null)}
          onEnded={clear}
        />
      )}
    </>
  )
}
