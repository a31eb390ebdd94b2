'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { optionsOf, type AskedOptions, type OptionName } from '#domain/sign-out/options.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutAccepted } from '#protocol/sign-out.ts'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import type { Band } from '#app/_components/lag-band.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import { ApproverChoice } from './approver-choice.tsx'
import { DialogNotes } from './dialog-notes.tsx'
import { DutiesOpen } from './duties-open.tsx'
import { DutyImpact } from './duty-impact.tsx'
import { MacFigures, MobileFigures, WindowsFigures } from './guide-figures.tsx'
import { LocalCopy } from './local-copy.tsx'
import { MacSteps } from './mac-steps.tsx'
import { OptionFields } from './option-fields.tsx'
import type { Target } from './request-sign-out.ts'
import { StepUp } from './step-up.tsx'
import { useSignOut } from './use-sign-out.ts'

export type SignOutQuestion =
  | { readonly kind: 'device'; readonly device: DeviceView; readonly unbind?: boolean }
  | { readonly kind: 'others'; readonly devices: readonly DeviceView[] }

type SignOutDialogProps = {
  readonly question: SignOutQuestion
  /** All of the member's devices: who else could confirm, and for whom. */
  readonly devices: readonly DeviceView[]
  readonly band: Band
  readonly onClose: () => void
  readonly onDone: (accepted: SignOutAccepted) => void
  readonly fallback?: () => HTMLElement | null
}

/** Asks once more before access ends: what happens, what the device shall do, and the figures people decide by (ux.md, part 4). */
export function SignOutDialog({ question, devices, band, onClose, onDone, fallback }: SignOutDialogProps) {
  const t = useTranslations('so')
  const app = useTranslations('app')
  const text = useProblemText()
  const formId = useId()
  const words = useWords(question)
  const [asked, setAsked] = useState<AskedOptions>(
    question.kind === 'device' && question.unbind === true ? { unbind: true } : {},
  )
  const asking = useSignOut({
    target: targetOf(question),
    options: asked,
    approversNow: approversOf(question, devices),
    onDone,
  })
  const minutes = { a: band[0] / 60_000, b: band[1] / 60_000 }
  const one = question.kind === 'device' ? question.device : null
  const held = asking.duties !== null && (asking.bypass?.trim().length ?? 0) < 10
  const footer = (
    <>
      <button type="button" className="btn" onClick={onClose}>
        {app('cancel')}
      </button>
      {asking.stepUp ? (
        <button type="submit" form={formId} className="btn main-act">
          {t('continue')}
        </button>
      ) : (
        <button
          type="button"
          className="btn main-act"
          aria-disabled={asking.busy || held}
          onClick={() => held || void asking.confirm()}
        >
          {asking.busy ? t('busy') : words.button}
        </button>
      )}
    </>
  )
  return (
    <Dialog
      title={asking.stepUp ? t('stepUpTitle') : words.title}
      picture={
        one === null ? undefined : <DevicePicture device={one} lamp={one.online || one.current ? 'on' : 'idle'} />
      }
      onClose={onClose}
      footer={footer}
      {...(fallback === undefined ? {} : { fallback })}
    >
      {asking.stepUp ? (
        <>
          <p className="sub">{t('stepUpBody')}</p>
          <StepUp formId={formId} onDone={asking.confirm} />
        </>
      ) : (
        <>
          <p>{one === null ? t('othersBody', minutes) : one.current ? t('confirmSelf') : t('confirmBody', minutes)}</p>
          {one?.current === true && <LocalCopy />}
          <DialogNotes question={question} preview={asking.preview} asked={asked} />
          {asking.preview !== null && asking.duties === null && <DutyImpact preview={asking.preview} />}
          {asking.duties !== null && (
            <DutiesOpen counts={asking.duties} bypass={asking.bypass} onBypass={asking.setBypass} />
          )}
          {asking.approvers !== null && (
            <ApproverChoice {...asking.approvers} chosen={asking.approver} onChoose={asking.choose} />
          )}
          <Choices question={question} asked={asked} onChange={setAsked} />
        </>
      )}
      {asking.problem !== null && (
        <Inset tone="bad" icon="bad" alert>
          <p>{text(asking.problem)}</p>
        </Inset>
      )}
    </Dialog>
  )
}

function useWords(question: SignOutQuestion): { title: string; button: string } {
  const t = useTranslations('so')
  if (question.kind === 'others') {
    const count = question.devices.length
    return { title: t('othersTitle', { count }), button: t('othersButton', { count }) }
  }
  const { current, name } = question.device
  if (current) return { title: t('selfTitle'), button: t('selfButton') }
  return { title: t('confirmTitle', { device: name }), button: t('button', { device: name }) }
}

/** Who stays, signed in by itself, and could confirm; and whom the one that goes has linked. This device is offered first. */
function approversOf(question: SignOutQuestion, devices: readonly DeviceView[]) {
  const going = new Set(question.kind === 'device' ? [question.device.id] : question.devices.map(({ id }) => id))
  const staying = devices.filter(({ id, session }) => session?.state === 'active' && !going.has(id))
  const own = staying.filter(({ linkedBy }) => linkedBy === null)
  return {
    devices: staying.filter(({ linkedBy }) => linkedBy !== null && going.has(linkedBy.id)),
    choices: own.toSorted((a, b) => Number(b.current) - Number(a.current)),
  }
}

function targetOf(question: SignOutQuestion): Target {
  if (question.kind === 'others') return { scope: 'others' }
  return { sessions: question.device.session === null ? [] : [question.device.session.id] }
}

function Choices({
  question,
  asked,
  onChange,
}: {
  question: SignOutQuestion
  asked: AskedOptions
  onChange: (asked: AskedOptions) => void
}) {
  const t = useTranslations('so')
  if (question.kind === 'others') {
    const has = new Set<OptionName>(
      question.devices
        .flatMap((device) => [...optionsOf(device)])
        .filter((name) => name !== 'exit' && name !== 'cleanup'),
    )
    return (
      <>
        <OptionFields has={has} asked={asked} onChange={onChange} shared={false} status={null} />
        <p className="sub">{t('othersOptions')}</p>
      </>
    )
  }
  const { device } = question
  const has = optionsOf(device)
  const figures = device.kind === 'phone' || device.kind === 'tablet'
  return (
    <>
      {device.kind === 'web' && <WebNote />}
      <OptionFields has={has} asked={asked} onChange={onChange} shared={device.shared} status={device.status} />
      {figures && <MobileFigures asked={asked} />}
      {has.has('exit') && device.os === 'windows' && <WindowsFigures exit={asked.exit ?? 'full'} />}
      {has.has('cleanup') && <MacFigures level={asked.cleanup ?? 'basic'} />}
      {has.has('cleanup') && <MacSteps deviceId={device.id} />}
    </>
  )
}

function WebNote() {
  const t = useTranslations('so')
  return (
    <div>
      <p>{t('webFixed')}</p>
      <p className="sub mt-1">{t('webByHand')}</p>
    </div>
  )
}
