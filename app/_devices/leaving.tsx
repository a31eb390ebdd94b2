import { lazy, memo, Suspense } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import type { Band } from '#app/_components/lag-band.tsx'

const sections = () => import('./leaving-sections.tsx')
const LeavingSection = lazy(() => sections().then((all) => ({ default: all.LeavingSection })))
const LeftSection = lazy(() => sections().then((all) => ({ default: all.LeftSection })))

/** Fetches what a sign-out is shown with, before there is one. */
export const warmLeaving = (): void => void sections().catch(() => {}) // tried again when it is needed

type LeavingProps = {
  readonly leaving: readonly SignOutView[]
  readonly left: readonly SignOutView[]
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly take: (signOuts: readonly SignOutView[]) => void
}

/**
 * What is being signed out and what has been, in code of its own: the list of devices is usable without it. It is drawn anew only when it
 * says something else, so what the server has drawn stays until that code is there.
 */
export const Leaving = memo(function Leaving({ leaving, left, devices, band, take }: LeavingProps) {
  return (
    <Suspense>
      {leaving.length > 0 && <LeavingSection signOuts={leaving} devices={devices} band={band} take={take} />}
      {left.length > 0 && <LeftSection signOuts={left} devices={devices} />}
    </Suspense>
  )
})
