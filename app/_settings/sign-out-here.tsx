'use client'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { Band } from '#app/_components/lag-band.tsx'

const signOutDialog = () =>
  import('#app/_sign-out/sign-out-dialog.tsx').then(({ SignOutDialog }) => ({ default: SignOutDialog }))
const SignOutDialog = lazy(signOutDialog)

type SignOutHereProps = { readonly device: DeviceView; readonly devices: readonly DeviceView[]; readonly band: Band }

/** The last step of the guide's path. It opens the question; nothing is signed out by this button. */
export function SignOutHere({ device, devices, band }: SignOutHereProps) {
  const t = useTranslations('term')
  const settings = useTranslations('settings')
  const [open, setOpen] = useState(false)
  return (
    <div className="mt-6">
      <button
        type="button"
        className="btn grow-s"
        onClick={() => setOpen(true)}
        onPointerOver={() => void signOutDialog()}
        onFocus={() => void signOutDialog()}
      >
        {t('signOut')}
      </button>
      <p className="sub mt-2">{settings('signOutHint')}</p>
      <Suspense>
        {open && (
          <SignOutDialog
            question={{ kind: 'device', device }}
            devices={devices}
            band={band}
            onClose={() => setOpen(false)}
            onDone={() => setOpen(false)}
          />
        )}
      </Suspense>
    </div>
  )
}
