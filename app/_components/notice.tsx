import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './state-label.tsx'

type NoticeProps = {
  readonly tone?: Tone
  readonly icon: IconName
  readonly label?: string
  readonly action?: ReactNode
  readonly alert?: boolean
  readonly children: ReactNode
}

/** Who waits, since when, what to do. At most two on a page, the newest on top. */
export function Notice({ tone, icon, label, action, alert, children }: NoticeProps) {
  return (
    <section
      className={tone === undefined ? 'notice' : `notice ${tone}`}
      aria-label={label}
      role={alert === true ? 'alert' : undefined}
    >
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </section>
  )
}

/** The same inside a dialog or a row: no button, one indent. */
export function Inset({ tone, icon, alert, children }: Pick<NoticeProps, 'tone' | 'icon' | 'alert' | 'children'>) {
  return (
    <div className={tone === undefined ? 'inset' : `inset ${tone}`} role={alert === true ? 'alert' : undefined}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  )
}
