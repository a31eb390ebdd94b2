'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, type FormEvent, type RefObject } from 'react'
import { Inset } from '#app/_components/notice.tsx'
import { useAttempt } from './attempt.tsx'
import type { Refusal } from './auth-call.ts'
import { RefusalText } from './refusal-text.tsx'
import { deviceClaim, type Credentials } from './sign-in-here.ts'
import type { SignedIn } from './use-sign-in.ts'

type SignInFormProps = {
  readonly form: RefObject<HTMLFormElement | null>
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly invited: boolean
  /** This browser still finishes its last sign-out. */
  readonly finishing: boolean
  readonly onSignIn: (who: Credentials) => Promise<SignedIn>
}

/** Account, password, and whether others use this computer too. */
export function SignInForm({ form, busy, refusal, invited, finishing, onSignIn }: SignInFormProps) {
  const t = useTranslations('signin')
  const term = useTranslations('term')
  const { who } = useAttempt()
  const account = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  useRemembered(account)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if ((await onSignIn(typedIn(event.currentTarget))) === 'refused') password.current?.select()
  }
  const warm = () => void deviceClaim().catch(() => {}) // loaded again when it is needed
  return (
    <form ref={form} method="post" className="stack" onSubmit={(event) => void submit(event)} onFocusCapture={warm}>
      {invited && (
        <Inset tone="done" icon="done">
          <p>{t('invited')}</p>
        </Inset>
      )}
      {finishing && (
        <Inset tone="work" icon="work">
          <p role="status">{t('finishing')}</p>
        </Inset>
      )}
      <div className="field">
        <label htmlFor="account">{t('account')}</label>
        <input
          ref={account}
          className="input"
          id="account"
          name="email"
          type="email"
          // oxlint-disable-next-line jsx-a11y/autocomplete-valid -- it does not know this word of HTML yet: passkeys among what is filled in
          autoComplete="username webauthn"
          placeholder="name@company.cn"
          required
          defaultValue={who.email}
        />
      </div>
      <div className="field">
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <label htmlFor="password" className="font-medium">
            {t('password')}
          </label>
          <a className="sub" href="/sign-in/forgot">
            {t('forgot')}
          </a>
        </span>
        <input
          ref={password}
          className="input"
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
          defaultValue={who.password}
        />
      </div>
      <label className="tick">
        <input type="checkbox" name="shared" defaultChecked={who.shared} />
        <b>{t('shared')}</b>
        <span className="sub">{t('sharedHint')}</span>
      </label>
      {refusal !== null && !busy && <RefusalText refusal={refusal} />}
      <button type="submit" className="btn main-act" disabled={busy || finishing}>
        {busy ? t('busy') : term('signIn')}
      </button>
    </form>
  )
}

/** Fills in whose browser this is, unless somebody is in the field or has typed. Where nobody is signed in, nothing that it holds may open. */
function useRemembered(account: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    void deviceClaim()
      .then(async ({ forgetDataKey, rememberedAccount }) => {
        await forgetDataKey()
        const email = await rememberedAccount()
        const field = account.current
        if (email !== null && field?.value === '' && field !== document.activeElement) field.value = email
      })
      .catch(() => {}) // no database, nothing remembered
  }, [account])
}

/** What stands in the form now. */
export function typedIn(form: HTMLFormElement): Credentials {
  const typed = new FormData(form)
  const text = (name: string) => {
    const value = typed.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { email: text('email').trim(), password: text('password'), shared: typed.has('shared') }
}
