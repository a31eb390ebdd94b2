import { memo, Suspense, use, type ComponentType } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import type { Band } from '#app/_components/lag-band.tsx'

export type LeavingProps = {
  readonly leaving: readonly SignOutView[]
  readonly left: readonly SignOutView[]
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly take: (signOuts: readonly SignOutView[]) => void
}
type Sections = { readonly LeavingSections: ComponentType<LeavingProps> }

let loaded: Sections | null = null
let loading: Promise<Sections> | null = null

function sections(): Promise<Sections> {
  loading ??= import('./leaving-sections.tsx').then(
    ({ LeavingSections }) => (loaded = { LeavingSections }),
    (error: unknown) => {
      loading = null // tried again when it is needed
      throw error
    },
  )
  return loading
}

/** Fetches what a sign-out is shown with, before there is one. */
export const warmLeaving = (): void => void sections().catch(() => {})

/**
 * What is being signed out and what has been, in code of its own: the list of devices is usable without it. It is drawn anew only when it
 * says something else, so what the server has drawn stays until that code is there.
 */
export const Leaving = memo(function Leaving(props: LeavingProps) {
  if (props.leaving.length === 0 && props.left.length === 0) return null
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  )
})

/** Once the code is there it is drawn in the same moment: the focus may go to its title next. */
function Loaded(props: LeavingProps) {
  const { LeavingSections } = loaded ?? use(sections())
  return <LeavingSections {...props} />
}
