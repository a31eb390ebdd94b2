import { useState, type ReactNode } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { CheckPrompt } from './check-prompt.tsx'

type Prompting = {
  readonly devices: readonly DeviceView[]
  readonly check: (devices: readonly DeviceView[]) => unknown
}

/** Asks for a check of the devices that stay, once something important was done: an unbinding (guide statement 4.7). */
export function useCheckPrompt(first: readonly SignOutView[] = []): {
  readonly heed: (signOuts: readonly SignOutView[]) => void
  readonly prompt: (of: Prompting) => ReactNode
} {
  const [important, setImportant] = useState(first.some(unbinds))
  return {
    heed: (signOuts) => setImportant((now) => now || signOuts.some(unbinds)),
    prompt({ devices, check }) {
      const staying = devices.filter(({ current, session }) => !current && session?.state === 'active')
      if (!important) return null
      return (
        <CheckPrompt
          n={staying.length}
          onCheck={() => {
            setImportant(false)
            void check(staying)
          }}
        />
      )
    },
  }
}

function unbinds({ options }: SignOutView): boolean {
  return options.unbind
}
