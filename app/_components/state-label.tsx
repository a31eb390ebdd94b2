import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'on' | 'idle' | 'wait' | 'original' | 'work' | 'done' | 'bad' | 'closed'

/** A state: shape and coloured word, no background. In greyscale nothing is lost. */
export function StateLabel({ tone, icon, children }: { tone: Tone; icon: IconName; children: ReactNode }) {
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  )
}
