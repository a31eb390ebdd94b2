'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { SignOutView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { nextPath } from '#app/_gate/next-path.ts'
import { useUnfinished } from '#app/_gate/use-unfinished.ts'
import type { Asked } from './ask-to-link.ts'
import { Countdown } from './countdown.tsx'
import { QrCode } from './qr-code.tsx'
import { useLinkRequest, type LinkRequest } from './use-link-request.ts'

/** On the new device: a square to scan or a code to type on a device that is signed in, and the number that is typed there. */
export function LinkHere({ unfinished }: { unfinished: SignOutView | null }) {
  const t = useTranslations('link')
  const finishing = useUnfinished(unfinished)
  const { request, renew } = useLinkRequest(!finishing)
  useSpoken(request)
  useEffect(() => {
    if (request.phase === 'ended' && request.how === 'approved')
      location.assign(nextPath(location.search, location.hash))
  }, [request])
  return (
    <section className="panel stack" aria-labelledby="link-title">
      <Steps />
      {request.phase === 'waiting' ? (
        <>
          <Code asked={request.asked} renew={renew} />
          <Number asked={request.asked} scannedBy={request.scannedBy} />
        </>
      ) : (
        <Otherwise request={request} finishing={finishing} renew={renew} />
      )}
      <p className="sub">
        <Icon name="lock" />
        <span>{t('never')}</span>
      </p>
    </section>
  )
}

function Steps() {
  const t = useTranslations('link')
  return (
    <ol className="ord">
      <li>{t('step1')}</li>
      <li>
        <span>{t.rich('step2', { b: (words) => <b className="font-semibold">{words}</b> })}</span>
      </li>
      <li>{t('step3')}</li>
    </ol>
  )
}

function Code({ asked, renew }: { asked: Asked; renew: () => void }) {
  const t = useTranslations('link')
  return (
    <div className="flex flex-wrap items-center gap-x-7 gap-y-5 py-2">
      <QrCode text={asked.uriComplete} />
      <div className="stack gap-3.5">
        <div>
          <div className="sub">{t('orType')}</div>
          <div className="code" role="img" aria-label={spelled(asked.userCode)}>
            {asked.userCode}
          </div>
          <div className="sub">
            {t('at')} <span className="mono">{asked.uri.replace(/^https?:\/\//, '')}</span>
          </div>
        </div>
        <div className="sub">
          {t('expiresIn')} <Countdown until={asked.expiresAt} /> ·{' '}
          <button
            type="button"
            className="cursor-pointer border-0 bg-transparent p-0 underline decoration-line-strong underline-offset-4 hover:decoration-current"
            onClick={renew}
          >
            {t('newCode')}
          </button>
        </div>
      </div>
    </div>
  )
}

/** The number is shown from the start: whoever approves may be quicker than the next poll. */
function Number({ asked, scannedBy }: { asked: Asked; scannedBy: string | null }) {
  const t = useTranslations('link')
  return (
    <div className="join">
      <div>
        <div className="mb-0.5">
          {scannedBy === null ? (
            <StateLabel tone="closed" icon="wait">
              {t('wait')}
            </StateLabel>
          ) : (
            <StateLabel tone="on" icon="on">
              {t('scannedBy', { device: scannedBy })}
            </StateLabel>
          )}
        </div>
        <p className="sub">{t(scannedBy === null ? 'numberLater' : 'numberNow')}</p>
      </div>
      <div className="match" role="img" aria-label={t('number', { n: asked.checkNumber.split('').join(' ') })}>
        {asked.checkNumber}
      </div>
    </div>
  )
}

type OtherwiseProps = { request: Exclude<LinkRequest, { phase: 'waiting' }>; finishing: boolean; renew: () => void }

function Otherwise({ request, finishing, renew }: OtherwiseProps) {
  const t = useTranslations('link')
  const signin = useTranslations('signin')
  if (request.phase === 'starting') {
    return (
      <div className="flex flex-wrap items-center gap-7 py-2" aria-busy="true">
        <i className="bone size-52" />
        <div className="stack">
          <i className="bone w-44" />
          <i className="bone w-28" />
          {finishing && <p className="sub">{signin('finishing')}</p>}
        </div>
      </div>
    )
  }
  if (request.phase === 'ended' && request.how === 'approved') {
    return (
      <Inset tone="done" icon="done">
        <p>{t('approved')}</p>
      </Inset>
    )
  }
  const text =
    request.phase === 'failed'
      ? t('failed')
      : t(
          ({ declined: 'declined', expired: 'expired', invalid: 'invalid' } as const)[
            request.how === 'approved' ? 'invalid' : request.how
          ],
        )
  return (
    <>
      <Inset
        tone={request.phase === 'ended' && request.how === 'expired' ? 'wait' : 'bad'}
        icon={request.phase === 'ended' && request.how === 'expired' ? 'wait' : 'bad'}
      >
        <p>{text}</p>
      </Inset>
      <button type="button" className="btn main-act justify-self-start" onClick={renew}>
        {t('newCode')}
      </button>
    </>
  )
}

/** What changed, for whoever listens. */
function useSpoken(request: LinkRequest): void {
  const t = useTranslations('link')
  const said =
    request.phase === 'ended'
      ? t(request.how)
      : request.phase === 'failed'
        ? t('failed')
        : request.phase === 'waiting' && request.scannedBy !== null
          ? t('scanned', { device: request.scannedBy, nn: request.asked.checkNumber })
          : null
  useEffect(() => {
    if (said !== null) announce(said)
  }, [said])
}

/** `B C D F, G H J K`: letters one by one, as they are to be typed. */
function spelled(code: string): string {
  return code
    .split('-')
    .map((half) => half.split('').join(' '))
    .join(', ')
}
