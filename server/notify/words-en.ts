import type { CredentialChange } from '#domain/letter.ts'
import type { LetterWords } from './compose.ts'
import { toldInEnglish } from './told-en.ts'

const CHANGED: Readonly<Record<CredentialChange, (name: string) => [subject: string, line: string]>> = {
  'password-changed': () => ['Your password was changed', 'The password of your account was changed.'],
  'password-reset': () => ['Your password was reset', 'A new password was set with a one-time link.'],
  'passkey-added': (name) => ['A passkey was added', `The passkey “${name}” was added to your account.`],
  'passkey-removed': (name) => ['A passkey was removed', `The passkey “${name}” was removed from your account.`],
  'authenticator-added': () => [
    'An authenticator app was set up',
    'From now on, signing in with your password also asks for a code from your authenticator app.',
  ],
  'authenticator-removed': () => [
    'The authenticator app was removed',
    'Signing in with your password no longer asks for a code from an authenticator app.',
  ],
  'recovery-renewed': () => [
    'New recovery codes were made',
    'New recovery codes were made for your account. Older ones no longer work.',
  ],
  'recovery-used': () => ['A recovery code was used', 'One of your recovery codes was used. It does not work again.'],
  'company-linked': () => [
    'Company sign-in was connected',
    'Your account was opened with your company’s sign-in for the first time.',
  ],
}

/** Letters in English. */
export const EN: LetterWords = {
  colon: ':',
  greeting: (name) => `Hello ${name},`,
  footer: (company) =>
    `${company} uses Signoff to show where people are signed in. You get this because you have an account there.`,
  letters: {
    told: toldInEnglish,
    invitation: ({ by, path, expiresAt }, { company, time }) => ({
      subject: `${by} invites you to ${company}`,
      lines: [`${by} has made an account for you at ${company}. Choose a password to take it up.`],
      action: { label: 'Take up the invitation', path },
      after: [`The link works once, until ${time(expiresAt)}. If you did not expect this, do nothing.`],
    }),
    'password-reset': ({ path, expiresAt, by = null }, { time }) => ({
      subject: 'Choose a new password',
      lines: [
        by === null
          ? 'We were asked for a new password for your account.'
          : `${by}, an administrator, sends you a link to choose a new password. Until you do, your password stays as it is.`,
      ],
      action: { label: 'Choose a new password', path },
      after: [
        `The link works once, until ${time(expiresAt)}.`,
        by === null
          ? 'If it was not you, do nothing: your password stays as it is. Never pass the link on.'
          : 'If you did not expect this, ask the administrator before you use it. Never pass the link on.',
      ],
    }),
    'credential-changed': ({ what, name, device, at }, { time }) => {
      const [subject, line] = CHANGED[what](name ?? '')
      return {
        subject,
        lines: [line, device === null ? `When: ${time(at)}.` : `When: ${time(at)}. Device: ${device}.`],
        action: { label: 'Look at your devices', path: '/devices' },
        after: [
          'If it was not you, sign out the device you do not know, choose a new password, and tell an administrator.',
        ],
      }
    },
  },
}
