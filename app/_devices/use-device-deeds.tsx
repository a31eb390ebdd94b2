'use client'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutAccepted, SignOutView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { call, type Problem } from '#app/_live/call.ts'
import type { SignOutQuestion } from '#app/_sign-out/sign-out-dialog.tsx'

// Dialogs come with the first sign that somebody wants one, so that the list itself is usable sooner.
const signOutDialog = () =>
  import('#app/_sign-out/sign-out-dialog.tsx').then(({ SignOutDialog }) => ({ default: SignOutDialog }))
const disownDialog = () => import('./disown-dialog.tsx').then(({ DisownDialog }) => ({ default: DisownDialog }))
const renameDialog = () => import('./rename-dialog.tsx').then(({ RenameDialog }) => ({ default: RenameDialog }))
const SignOutDialog = lazy(signOutDialog)
const RenameDialog = lazy(renameDialog)
const DisownDialog = lazy(disownDialog)

type Open =
  | SignOutQuestion
  | { readonly kind: 'rename'; readonly device: DeviceView }
  | { readonly kind: 'disown'; readonly device: DeviceView }
  | null

export type DeviceDeeds = {
  readonly ask: (question: SignOutQuestion) => void
  readonly rename: (device: DeviceView) => void
  /** “This was me”: nobody is asked of it any more. */
  readonly vouch: (device: DeviceView) => Promise<void>
  /** “Not me”: opens the question that ends it. */
  readonly disown: (device: DeviceView) => void
  readonly share: (device: DeviceView) => Promise<void>
  readonly check: (devices: readonly DeviceView[]) => Promise<void>
  /** What was not done, beside the section that it is about. */
  readonly problem: Problem | null
  /** What was done, in words for those who see. */
  readonly said: string | null
  readonly dialog: ReactNode
  /** Fetches the dialogs before they are needed. */
  readonly warm: () => void
}

type DeedsPorts = {
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly onAccepted: (accepted: SignOutAccepted) => void
  /** A sign-in that was not the member's was ended, with what it had linked. */
  readonly onDisowned?: (signOuts: readonly SignOutView[]) => void
  readonly reread: () => Promise<unknown>
  readonly fallback: () => HTMLElement | null
}

/** What a member can do with their devices from a page, and the one dialog that may be open. */
export function useDeviceDeeds({
  devices: all,
  band,
  onAccepted,
  onDisowned,
  reread,
  fallback,
}: DeedsPorts): DeviceDeeds {
  const t = useTranslations('devices')
  const [open, setOpen] = useState<Open>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const close = () => setOpen(null)
  const done = (sentence: string) => {
    setProblem(null)
    setSaid(sentence)
    announce(sentence)
  }
  const share = async (device: DeviceView) => {
    const answer = await call<DeviceView>('PATCH', `/api/v1/devices/${device.id}`, { shared: !device.shared })
    if (!answer.ok) return setProblem(answer.problem)
    done(t(answer.body.shared ? 'nowShared' : 'notShared', { name: device.name }))
    await reread()
  }
  const vouch = async (device: DeviceView) => {
    const answer = await call<unknown>('POST', `/api/v1/sessions/${device.session?.id ?? ''}/mine`)
    if (!answer.ok) return setProblem(answer.problem)
    done(t('vouched', { name: device.name }))
    await reread()
  }
  const check = async (devices: readonly DeviceView[]) => {
    const answers = await Promise.all(
      devices.map(({ id }) => call<{ online: boolean }>('POST', `/api/v1/devices/${id}/check`)),
    )
    const refused = answers.find((answer) => !answer.ok)
    if (refused?.ok === false) return setProblem(refused.problem)
    const online = answers.filter((answer) => answer.ok && answer.body.online).length
    const [only] = devices
    if (devices.length === 1 && only !== undefined)
      return done(t(online === 1 ? 'checked' : 'checkedOffline', { name: only.name }))
    done(
      online === devices.length
        ? t('checkedAll', { n: online })
        : t('checkedAllOffline', { online, n: devices.length }),
    )
  }
  const warm = () => void Promise.all([signOutDialog(), renameDialog()]).catch(() => {}) // tried again when one is opened
  const dialog =
    open === null ? null : open.kind === 'rename' ? (
      <RenameDialog
        device={open.device}
        onClose={close}
        onRenamed={(name) => {
          close()
          done(t('renamed', { name }))
          void reread()
        }}
      />
    ) : open.kind === 'disown' ? (
      <DisownDialog
        device={open.device}
        onClose={close}
        onDone={(signOuts) => {
          close()
          onDisowned?.(signOuts)
          done(t('disowned', { n: signOuts.length }))
        }}
      />
    ) : (
      <SignOutDialog
        question={open}
        devices={all}
        band={band}
        onClose={close}
        onDone={(accepted) => {
          close()
          onAccepted(accepted)
        }}
        fallback={fallback}
      />
    )
  return {
    ask: setOpen,
    rename: (device) => setOpen({ kind: 'rename', device }),
    vouch,
    disown: (device) => setOpen({ kind: 'disown', device }),
    share,
    check,
    problem,
    said,
    dialog: <Suspense>{dialog}</Suspense>,
    warm,
  }
}
