'use client'
import { useTranslations } from 'next-intl'
import type { FormEvent, ReactNode } from 'react'
import { Dialog } from '#app/_components/dialog.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { StepUp } from '#app/_sign-out/step-up.tsx'
import type { Deed } from './use-deed.ts'

type DeedDialogProps = {
  readonly title: string
  readonly button: string
  readonly loss?: boolean
  readonly deed: Deed<never> | Deed<unknown>
  readonly onClose: () => void
  /** Shown instead, with only Close, once it is done. */
  readonly after?: ReactNode
  readonly children: ReactNode
}

/** A form in a dialog: what is asked, the password when the server wants it, a refusal in words. What was typed stays throughout. */
export function DeedDialog({ title, button, loss = false, deed, onClose, after, children }: DeedDialogProps) {
  const app = useTranslations('app')
  const admin = useTranslations('admin')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void deed.run()
  }
  const over = after !== undefined && after !== null && deed.result !== null
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {over ? app('close') : app('cancel')}
          </button>
          {!over && (
            <button
              type="submit"
              form={deed.stepUp ? 'deed-step-up' : 'deed'}
              className={loss ? 'btn loss' : 'btn main-act'}
              disabled={deed.busy}
            >
              {deed.stepUp ? admin('goOn') : button}
            </button>
          )}
        </>
      }
    >
      {over && after}
      {!over && deed.stepUp && <StepUp formId="deed-step-up" onDone={deed.run} />}
      {!over && (
        <form id="deed" className={deed.stepUp ? 'hidden' : 'stack'} onSubmit={submit}>
          {children}
        </form>
      )}
      <ProblemLine text={deed.problem} />
    </Dialog>
  )
}
