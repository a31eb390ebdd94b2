import type { ToldData, ToldKind } from '#domain/letter.ts'
import type { About, Written } from './compose.ts'
import { countryName } from './country.ts'

const place = (code: string | null) =>
  code === null ? 'a place not known' : code === 'private' ? 'a private network' : countryName('en', code)

const LIST = new Intl.ListFormat('en-GB')
const listed = ({ names = [], device }: Pick<ToldData, 'names' | 'device'>) =>
  names.length === 0 ? device : LIST.format(names)

function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return minutes < 1 ? `${Math.floor(ms / 1000)} s` : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`
}

type Words = { readonly subject: string; readonly lines: readonly string[]; readonly label: string }
const WORDS: Readonly<Record<ToldKind, (data: ToldData) => Words>> = {
  'sign-out-confirmed': ({ device, ms }) => ({
    subject: `${device} is signed out and has confirmed`,
    lines: [`${device} has confirmed with its own signature, ${span(ms)} after its access ended.`],
    label: 'See the receipt',
  }),
  'sign-out-failed': ({ device }) => ({
    subject: `${device} could not clean up everything`,
    lines: [`${device} has no access any more, but it reported that its clean-up failed.`],
    label: 'See how it stands',
  }),
  'sign-out-waived': ({ device }) => ({
    subject: `The sign-out of ${device} was closed`,
    lines: [`${device} has not confirmed. An administrator closed its sign-out with a reason. Its access stays ended.`],
    label: 'See the reason',
  }),
  'sign-out-forced': (data) => ({
    subject: 'An administrator ended access on your devices',
    lines: [`Access has ended on ${listed(data)}.`],
    label: 'See why',
  }),
  'sign-out-overdue': ({ device, ms }) => ({
    subject: `${device} has not confirmed its sign-out`,
    lines: [
      `${device} has not confirmed after ${span(ms)}. Its access has already ended; only the clean-up is unconfirmed. It finishes by itself when the device reconnects.`,
    ],
    label: 'See how it stands',
  }),
  'new-sign-in': ({ device, place: from }) => ({
    subject: `New sign-in on ${device}. Was this you?`,
    lines: [
      `Your account was signed in on ${device}, from ${place(from)}.`,
      'If it was not you, open your devices and choose “Not me”: it is then ended at once.',
    ],
    label: 'Answer',
  }),
  'secure-account': ({ device }) => ({
    subject: 'Choose a new password',
    lines: [
      `The sign-in on ${device} was not yours and was ended. Whoever signed in there knew your password: choose a new one now.`,
    ],
    label: 'Choose a new password',
  }),
  'overdue-members': ({ n, ...data }) => ({
    subject: n === 1 ? 'A sign-out is overdue' : `${n} sign-outs are overdue`,
    lines: [`Not confirmed in time, of ${listed(data)}. Access has ended; only the clean-up is unconfirmed.`],
    label: 'Open the live board',
  }),
}

/** A line of the inbox as a letter in English. */
export function toldInEnglish(data: ToldData, { time }: About): Written {
  const { subject, lines, label } = WORDS[data.what](data)
  return { subject, lines: [...lines, `When: ${time(data.at)}.`], action: { label, path: data.path } }
}
