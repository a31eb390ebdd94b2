import type { z } from 'zod'
import type { Locale } from './locale.ts'

/** One line of a problem's `errors[]`: which member of the request is at fault, and why. */
export type FieldError = { readonly field: string; readonly code: string; readonly detail: string }

const WORDS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  required: ['This is missing.', '此项缺失。'],
  wrong_type: ['This has the wrong type.', '类型不正确。'],
  too_short: ['This is too short.', '内容过短。'],
  too_long: ['This is too long.', '内容过长。'],
  too_small: ['This is too small.', '数值过小。'],
  too_large: ['This is too large.', '数值过大。'],
  too_common: ['This password is among the most used.', '此密码过于常见。'],
  bad_format: ['This does not have the right form.', '格式不正确。'],
  bad_value: ['This is not one of the possible values.', '不是可选值之一。'],
  empty: ['This is empty.', '此项为空。'],
  unknown: ['This is not known.', '不存在。'],
  taken: ['This is taken already.', '已被使用。'],
  sessions_or_scope: ['Name either sessions or a scope.', '请指定 sessions 或 scope 之一。'],
  members_sessions_or_filter: [
    'Name exactly one of members, sessions and filter.',
    '请在 members、sessions、filter 中指定且仅指定一项。',
  ],
  bad_csv: ['This is not a table with one row of column names.', '不是带表头的表格。'],
  too_many_rows: ['These are too many rows for one file.', '行数过多，请分成多个文件。'],
  unknown_column: ['This column is not known.', '无法识别此列。'],
  twice: ['This stands in the file twice.', '文件中重复出现。'],
  too_many: ['These are too many at once.', '一次数量过多。'],
  mismatch: ['This is not the name.', '名称不一致。'],
  formula: ['This begins like a formula.', '内容以公式符号开头。'],
  bad_encoding: ['This file is neither UTF-8 nor GBK.', '文件既不是 UTF-8 也不是 GBK 编码。'],
  steps_differ: ['These are not the steps of this procedure.', '步骤与此流程不符。'],
  need_missing: ['This takes an order away that must stay.', '不能去掉必需的先后顺序。'],
  unknown_need: ['This waits for a step that is not there.', '依赖的步骤不存在。'],
  not_waivable: ['This step must be done.', '此步骤必须完成。'],
  circle: ['This waits for a later step.', '不能依赖后面的步骤。'],
  past: ['This is in the past.', '时间已过。'],
  too_far: ['This is too far away.', '时间过远。'],
  invalid: ['This is not valid.', '此项无效。'],
}

export function fieldWords(code: string, locale: Locale): string {
  const [en, zh] = WORDS[code] ?? WORDS['invalid'] ?? ['', '']
  return locale === 'en' ? en : zh
}

/** Our own names for what a schema found: stable, whatever the library calls it. */
export function fieldErrors(error: z.ZodError): { field: string; code: string }[] {
  return error.issues.map((issue) => ({ field: issue.path.join('.'), code: codeOf(issue) }))
}

function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'wrong_type'
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too_short' : 'too_small'
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too_long' : 'too_large'
    case 'invalid_format':
      return 'bad_format'
    case 'invalid_value':
    case 'invalid_union':
      return 'bad_value'
    default:
      return 'invalid'
  }
}
