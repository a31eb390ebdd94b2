import type { SignOutState } from '#domain/sign-out/sign-out.ts'
import type { Lamp } from './device-picture.tsx'
import type { IconName } from './icon.tsx'
import type { Tone } from './state-label.tsx'

export type Look = { readonly tone: Tone; readonly icon: IconName; readonly lamp: Lamp }

const LOOKS: Record<SignOutState, Look> = {
  'awaiting-original': { tone: 'original', icon: 'original', lamp: 'original' },
  declined: { tone: 'bad', icon: 'bad', lamp: 'bad' },
  waiting: { tone: 'wait', icon: 'wait', lamp: 'wait' },
  received: { tone: 'work', icon: 'received', lamp: 'work' },
  cleaning: { tone: 'work', icon: 'work', lamp: 'work' },
  failed: { tone: 'bad', icon: 'bad', lamp: 'bad' },
  confirmed: { tone: 'done', icon: 'done', lamp: 'done' },
  waived: { tone: 'closed', icon: 'closed', lamp: 'off' },
}

/** How a state looks: colour, shape and lamp (look.md, Colour). */
export function lookOf(state: SignOutState): Look {
  return LOOKS[state]
}
