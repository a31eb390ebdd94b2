import type { DomainError, ErrorCode } from '#domain/errors.ts'
import { fieldWords, type FieldError } from './field-words.ts'
import type { Locale } from './locale.ts'
import { STATUS } from './problem-status.ts'
import { EN } from './problem-words-en.ts'
import { ZH } from './problem-words-zh.ts'

/** RFC 9457. Members of the refusal's data (challenge, limit, preview, …) stand beside these. */
export type Problem = {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly detail: string
  readonly errors?: readonly FieldError[]
  readonly [member: string]: unknown
}

/** What people read of a refusal, in their language. */
export function wordsOf(code: ErrorCode, locale: Locale): { title: string; detail: string } {
  const [title, detail] = (locale === 'en' ? EN : ZH)[code]
  return { title, detail }
}

/** The problem document of a refusal, and the headers that go with it. `status` differs from the usual one only where the contract says so. */
export function toProblem(
  error: DomainError,
  locale: Locale,
  status = STATUS[error.code],
): { problem: Problem; headers: Record<string, string> } {
  const { errors, retryAfterS, ...data } = error.data
  const problem: Problem = {
    ...data,
    type: 'about:blank',
    ...wordsOf(error.code, locale),
    status,
    code: error.code,
    ...(Array.isArray(errors) ? { errors: errors.map((one) => inWords(one, locale)) } : {}),
  }
  return {
    problem,
    headers: { ...retryAfter(retryAfterS), ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}) },
  }
}

function inWords(error: unknown, locale: Locale): FieldError {
  const {
    field = '',
    code = 'invalid',
    ...more
  } = typeof error === 'object' && error !== null ? (error as Partial<FieldError>) : {}
  return { ...more, field, code, detail: fieldWords(code, locale) }
}

function retryAfter(seconds: unknown): Record<string, string> {
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}
}

/** A 503 of a request to sign out says what people need to know first: that it did not happen. */
export function notSignedOut(locale: Locale): string {
  return locale === 'en'
    ? 'Not signed out: the store cannot be written just now. Access is as it was. Try again soon.'
    : '未退出登录：存储暂时无法写入，访问权限没有变化，请稍后重试。'
}
