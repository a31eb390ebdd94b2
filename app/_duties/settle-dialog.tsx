'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import type { Act } from '#domain/obligation/obligation.ts'
import { MemberPicker, type Picked } from './member-picker.tsx'

export type SettleQuestion = {
  readonly title: string
  readonly button: string
  readonly body: ReactNode
  readonly ids: readonly string[]
  readonly act: Act
  /** Whom the act must name, and how the field is called. */
  readonly target?: { readonly label: string; readonly admins?: boolean; readonly without?: readonly string[] }
  /** `own`: the caller's own duties; else an administrator's. */
  readonly side: 'own' | 'admin'
}

type SettleDialogProps = {
  readonly question: SettleQuestion
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Settles one duty, or several at once: all of them or none (protocol.md, part 9). */
export function SettleDialog({ question, onDone, onClose }: SettleDialogProps) {
  const app = useTranslations('duty')
  const { title, button, body, ids, act, target, side } = question
  const [to, setTo] = useState<Picked | null>(null)
  const base = side === 'own' ? '/api/v1/obligations' : '/api/v1/admin/obligations'
  const given = { act, ...(to === null ? {} : { to: to.id }) }
  const deed = useDeed<unknown>(
    () =>
      ids.length === 1 ? ['POST', `${base}/${ids[0]}/settle`, given] : ['POST', `${base}/settle`, { ids, ...given }],
    () => {
      onDone()
      onClose()
    },
  )
  return (
    <DeedDialog title={title} button={button} deed={deed} onClose={onClose}>
      <p>{body}</p>
      {target !== undefined && (
        <MemberPicker
          label={target.label}
          value={to}
          onChange={setTo}
          admins={target.admins === true}
          without={target.without ?? []}
          from={side === 'own' ? 'directory' : 'admin'}
        />
      )}
      {ids.length > 1 && <p className="sub">{app('allOrNone')}</p>}
    </DeedDialog>
  )
}
