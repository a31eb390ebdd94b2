import { useEffect, useRef, useState } from 'react'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import type { SignOutAccepted, SignOutPreview } from '#protocol/sign-out.ts'
import type { Problem } from '#app/_live/call.ts'
import { requestSignOut, type DutyCounts, type Named, type Target } from './request-sign-out.ts'

export type Asking = {
  readonly preview: SignOutPreview | null
  readonly approvers: { readonly devices: readonly Named[]; readonly choices: readonly Named[] } | null
  readonly approver: string | null | undefined
  readonly choose: (approver: string | null) => void
  readonly stepUp: boolean
  /** What an administrator must move first; null when nothing stands against it. */
  readonly duties: DutyCounts | null
  /** Why they leave all the same; null while they do not. */
  readonly bypass: string | null
  readonly setBypass: (reason: string | null) => void
  readonly busy: boolean
  readonly problem: Problem | null
  /** Ends access. Also what goes on after a step-up. */
  readonly confirm: () => Promise<void>
}

export type SignOutTalk = {
  readonly target: Target
  readonly options: AskedOptions
  /** What the page itself knows of who could confirm from now on; the server says so too when it is not named. */
  readonly approversNow: NonNullable<Asking['approvers']>
  readonly onDone: (accepted: SignOutAccepted) => void
}

/** The conversation behind the sign-out dialog: the preview first, then a choice or a password where one is missing, then the end of access. */
export function useSignOut({ target, options, approversNow, onDone }: SignOutTalk): Asking {
  const [preview, setPreview] = useState<SignOutPreview | null>(null)
  const [approvers, setApprovers] = useState<Asking['approvers']>(null)
  const [approver, setApprover] = useState<string | null | undefined>(undefined)
  const [stepUp, setStepUp] = useState(false)
  const [duties, setDuties] = useState<DutyCounts | null>(null)
  const [bypass, setBypass] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const asked = useRef(false)

  const ask = async (confirm: boolean, named: string | null | undefined) => {
    const reply = await requestSignOut({ target, options, approver: named, confirm, bypass })
    if (reply.kind === 'done') return onDone(reply.accepted)
    setStepUp(reply.kind === 'step-up')
    setProblem(reply.kind === 'problem' ? reply.problem : null)
    if (reply.kind === 'preview') setPreview(reply.preview)
    if (reply.kind === 'duties') setDuties(reply.counts)
    if (reply.kind === 'approver') offer(reply)
    const needed = reply.kind === 'preview' && reply.preview.warnings.some(({ code }) => code === 'approver-required')
    if (needed) offer(approversNow)
  }
  const offer = (offered: NonNullable<Asking['approvers']>) => {
    setApprovers(offered)
    setApprover((now) => now ?? offered.choices[0]?.id ?? null)
  }
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    void ask(false, undefined)
  })
  const confirm = async () => {
    if (busy) return
    setBusy(true)
    await ask(true, approvers === null ? undefined : (approver ?? null))
    setBusy(false)
  }
  return {
    preview,
    approvers,
    approver,
    choose: setApprover,
    stepUp,
    duties,
    bypass,
    setBypass,
    busy,
    problem,
    confirm,
  }
}
