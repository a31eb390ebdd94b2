import { useTranslations } from 'next-intl'
import type { MemberState as State } from '#domain/member.ts'
import type { IconName } from '#app/_components/icon.tsx'
import { StateLabel, type Tone } from '#app/_components/state-label.tsx'

const LOOK: Record<State, readonly [Tone, IconName]> = {
  active: ['on', 'on'],
  invited: ['idle', 'idle'],
  suspended: ['closed', 'lock'],
  removed: ['closed', 'closed'],
}

/** Whether a member can sign in, as word and shape. */
export function MemberStateLabel({ state }: { state: State }) {
  const t = useTranslations('adminMembers')
  const [tone, icon] = LOOK[state]
  return (
    <StateLabel tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </StateLabel>
  )
}
