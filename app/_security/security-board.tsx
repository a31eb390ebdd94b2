'use client'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { CredentialsView, PasskeyView } from '#protocol/credentials.ts'
import { day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { PasskeyList } from './passkey-list.tsx'
import { Section } from './section.tsx'

const PasswordDialog = lazy(() => import('./password-dialog.tsx').then((all) => ({ default: all.PasswordDialog })))
const AddPasskey = lazy(() => import('./add-passkey.tsx').then((all) => ({ default: all.AddPasskey })))
const AppDialog = lazy(() => import('./app-dialog.tsx').then((all) => ({ default: all.AppDialog })))
const RemovePasskey = lazy(() => import('./small-dialogs.tsx').then((all) => ({ default: all.RemovePasskey })))
const RenamePasskey = lazy(() => import('./small-dialogs.tsx').then((all) => ({ default: all.RenamePasskey })))
const RemoveApp = lazy(() => import('./small-dialogs.tsx').then((all) => ({ default: all.RemoveApp })))
const RenewCodes = lazy(() => import('./small-dialogs.tsx').then((all) => ({ default: all.RenewCodes })))

type Open = 'password' | 'passkey' | 'app' | 'remove-app' | 'codes' | { remove: PasskeyView } | { rename: PasskeyView }

/** Each thing that proves who somebody is: its state in words, and the one act beside it. */
export function SecurityBoard({ credentials }: { credentials: CredentialsView }) {
  const t = useTranslations('security')
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const { password, passkeys, authenticator, authenticatorRequired, company } = credentials
  const act = (what: Open, label: string, name: string) => (
    <button type="button" className="btn small" onClick={() => setOpen(what)}>
      {label}
      <span className="vh"> {name}</span>
    </button>
  )
  return (
    <>
      <Section
        title={t('password')}
        action={act('password', t(password ? 'change' : 'setUp'), t('password'))}
        state={t(password ? 'passwordSet' : 'passwordNone')}
      />
      <Section title={t('passkeys')} hint={t('passkeysBody')} action={act('passkey', t('add'), t('passkeys'))}>
        <PasskeyList
          passkeys={passkeys}
          onRename={(rename) => setOpen({ rename })}
          onRemove={(remove) => setOpen({ remove })}
        />
      </Section>
      <Section
        title={t('app')}
        hint={t('appBody')}
        state={<AppState since={authenticator?.since ?? null} kept={authenticatorRequired} />}
        action={
          authenticator === null
            ? act('app', t('setUp'), t('app'))
            : !authenticatorRequired && act('remove-app', t('remove'), t('app'))
        }
      />
      <Section
        title={t('codes')}
        hint={t('codesBody')}
        state={authenticator === null ? t('codesNone') : t('codesLeft', { n: authenticator.recoveryLeft })}
        action={authenticator !== null && act('codes', t('codesRenew'), '')}
      />
      {company !== null && <Company name={company.name} since={company.since} />}
      <Suspense>{open !== null && dialogOf(open, password, close)}</Suspense>
    </>
  )
}

function dialogOf(open: Open, hasPassword: boolean, onClose: () => void): ReactNode {
  if (open === 'password') return <PasswordDialog hasPassword={hasPassword} onClose={onClose} />
  if (open === 'passkey') return <AddPasskey onClose={onClose} />
  if (open === 'app') return <AppDialog onClose={onClose} />
  if (open === 'remove-app') return <RemoveApp onClose={onClose} />
  if (open === 'codes') return <RenewCodes onClose={onClose} />
  if ('remove' in open) return <RemovePasskey passkey={open.remove} onClose={onClose} />
  return <RenamePasskey passkey={open.rename} onClose={onClose} />
}

function AppState({ since, kept }: { since: string | null; kept: boolean }) {
  const t = useTranslations('security')
  const style = useTimeStyle()
  if (since === null) return t('appOff')
  return (
    <span suppressHydrationWarning>
      {t('appOn', { time: day(since, style) })}
      {kept && <span className="sub block">{t('appKept')}</span>}
    </span>
  )
}

function Company({ name, since }: { name: string; since: string | null }) {
  const t = useTranslations('security')
  const style = useTimeStyle()
  const state = since === null ? t('companyOff', { name }) : t('companyOn', { name, time: day(since, style) })
  return <Section title={t('company')} state={<span suppressHydrationWarning>{state}</span>} />
}
