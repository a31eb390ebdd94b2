'use client'
import { useEffect, useState } from 'react'
import type { ClientState } from '#device/client/state.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { SignedOutScreen } from '#app/_components/signed-out-screen.tsx'
import { startThisDevice } from './browser-device.ts'

type Gone = Extract<ClientState, { phase: 'locked' | 'signed-out' }>

/** The page of a browser whose session has ended before it was opened: it says so, finishes its clean-up and confirms. */
export function GoneDevice({ signOut }: { signOut: SignOutView }) {
  const [state, setState] = useState<Gone>(() => goneBy(signOut))
  useEffect(
    () =>
      startThisDevice((next) => {
        if (next.phase === 'locked' || next.phase === 'signed-out')
          setState((now) => ({ ...next, notice: next.notice ?? now.notice }))
      }),
    [],
  )
  return <SignedOutScreen state={state} deviceId={signOut.device.id} />
}

function goneBy(signOut: SignOutView): Gone {
  const { id, sessionId, by, reason, accessEndedAt, options, state, lagMs } = signOut
  const actor = {
    kind: by.kind,
    ...(by.deviceId === undefined ? {} : { deviceId: by.deviceId }),
    ...(by.deviceName === undefined ? {} : { deviceName: by.deviceName }),
  }
  const awaitsOriginal = state === 'awaiting-original' || state === 'declined'
  const notice = { signOutId: id, sessionId, by: actor, reason, accessEndedAt, options, awaitsOriginal }
  if (state === 'confirmed') return { phase: 'signed-out', signOutId: id, notice, lagMs }
  return { phase: 'locked', signOutId: id, notice, step: 'waiting', progress: null }
}
