export type IconName =
  | 'on'
  | 'idle'
  | 'ended'
  | 'wait'
  | 'original'
  | 'received'
  | 'work'
  | 'done'
  | 'bad'
  | 'late'
  | 'closed'
  | 'offline'
  | 'lock'
  | 'todo'
  | 'more'
  | 'chev'
  | 'down'
  | 'back'
  | 'up'
  | 'search'
  | 'sync'
  | 'pause'
  | 'theme'
  | 'file'
  | 'save'
  | 'flag'
  | 'link'
  | 'qr'
  | 'x'
  | 'bell'

/** One of the sprite's icons. Decorative: words stand beside it, or its button has a label. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  )
}

export type NavIconName =
  | 'devices'
  | 'approvals'
  | 'activity'
  | 'list'
  | 'guide'
  | 'me'
  | 'live'
  | 'members'
  | 'insights'
  | 'exits'
  | 'handover'
  | 'apps'
  | 'closing'
  | 'audit'
  | 'policy'

export function NavIcon({ name }: { name: NavIconName }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <use href={`#n-${name}`} />
    </svg>
  )
}
