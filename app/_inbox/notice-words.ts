import { useLocale, useTranslations } from 'next-intl'
import type { NoticeKind } from '#domain/notice.ts'
import type { NoticeView } from '#protocol/inbox.ts'
import type { IconName } from '#app/_components/icon.tsx'
import { usePlaceWords } from '#app/_components/place-words.ts'
import type { Tone } from '#app/_components/state-label.tsx'
import { bytes, duration } from '#app/_components/times.ts'

type Translate = ReturnType<typeof useTranslations<'inbox'>>

export type NoticeWords = {
  readonly tone: Tone
  readonly icon: IconName
  readonly sentence: string
  /** What else is to be known: a reason, an answer that was given. */
  readonly more: string | null
  /** Where one goes on. */
  readonly way: { readonly href: string; readonly label: string } | null
}

const LOOK: Readonly<Record<NoticeKind, { readonly tone: Tone; readonly icon: IconName }>> = {
  'sign-out-confirmed': { tone: 'done', icon: 'done' },
  'sign-out-failed': { tone: 'bad', icon: 'bad' },
  'sign-out-waived': { tone: 'closed', icon: 'closed' },
  'sign-out-forced': { tone: 'wait', icon: 'ended' },
  'sign-out-overdue': { tone: 'bad', icon: 'late' },
  'new-sign-in': { tone: 'on', icon: 'on' },
  'secure-account': { tone: 'bad', icon: 'lock' },
  'overdue-members': { tone: 'bad', icon: 'late' },
  message: { tone: 'closed', icon: 'file' },
}

/** What a line of the inbox says to its member. */
export function useNoticeWords(): (notice: NoticeView) => NoticeWords {
  const t = useTranslations('inbox')
  const locale = useLocale()
  const place = usePlaceWords()
  return ({ kind, data, answer }) => {
    const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '')
    const number = (name: string) => (typeof data[name] === 'number' ? data[name] : 0)
    const list = (name: string) =>
      Array.isArray(data[name]) ? data[name].filter((one) => typeof one === 'string') : []
    const names = (name: string) => new Intl.ListFormat(locale).format(list(name))
    const device = text('device')
    const asks = answer === null && data['ended'] !== true
    const signOut = { href: `/sign-outs/${text('signOutId')}`, label: t('look') }
    const reason = text('reason') === '' ? null : t('reason', { reason: text('reason') })
    const said: Readonly<Record<NoticeKind, Omit<NoticeWords, 'tone' | 'icon'>>> = {
      'sign-out-confirmed': {
        sentence:
          t('confirmed', { device, lag: duration(number('lagMs'), locale) }) +
          (number('bytesFreed') > 0 ? t('freed', { size: bytes(number('bytesFreed')) }) : ''),
        more: null,
        way: { href: `/sign-outs/${text('signOutId')}/receipt`, label: t('receipt') },
      },
      'sign-out-failed': { sentence: t('failed', { device }), more: null, way: signOut },
      'sign-out-waived': { sentence: t('waived', { device }), more: reason, way: signOut },
      'sign-out-forced': {
        sentence: t('forced', { devices: names('devices') }),
        more: reason,
        way: { href: `/sign-outs/${text('batchId')}`, label: t('look') },
      },
      'sign-out-overdue': {
        sentence: t('overdue', { device, elapsed: duration(number('elapsedMs'), locale) }),
        more: t('overdueMore'),
        way: signOut,
      },
      'new-sign-in': {
        sentence: t(asks ? 'newSignIn' : 'newSignInOver', { device, place: place(text('place') || null) }),
        more: answer === null ? (asks ? null : t('wasEnded')) : t(answer === 'mine' ? 'wasMe' : 'wasNotMe'),
        way: asks ? { href: '/devices', label: t('answer') } : null,
      },
      'secure-account': {
        sentence: t('secure', { device }),
        more: t('secureMore'),
        way: { href: '/settings/security', label: t('toSettings') },
      },
      'overdue-members': {
        sentence: t('overdueMembers', { n: number('n'), names: names('members') }),
        more: null,
        way: { href: '/admin/live?mark=overdue', label: t('toLive') },
      },
      message: messageWords(data, t),
    }
    return { ...LOOK[kind], ...said[kind] }
  }
}

/** A message of the product's own says what it is for; any other is somebody's text. */
function messageWords(data: NoticeView['data'], t: Translate): Omit<NoticeWords, 'tone' | 'icon'> {
  const text = (name: string, of: Readonly<Record<string, unknown>> = data) =>
    typeof of[name] === 'string' ? of[name] : ''
  const subject = data['subject']
  if (data['purpose'] === 'sign-off')
    return {
      sentence: t('signOff', { name: text('name', isRecord(subject) ? subject : {}) }),
      more: t('signOffMore'),
      way: { href: `/hand-overs/${text('runId')}`, label: t('look') },
    }
  if (data['purpose'] === 'duties-bypassed')
    return {
      sentence: t('bypassed', { name: text('from') }),
      more: text('reason') === '' ? null : t('reason', { reason: text('reason') }),
      way: { href: `/admin/members/${text('memberId')}`, label: t('look') },
    }
  if (data['purpose'] === 'password-link')
    return {
      sentence: t(data['way'] === 'mail' ? 'passwordLinkMailed' : 'passwordLinkShown', { name: text('from') }),
      more: t('reason', { reason: text('reason') }),
      way: { href: '/settings/security', label: t('toSettings') },
    }
  return { sentence: text('text'), more: text('from') === '' ? null : text('from'), way: null }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
