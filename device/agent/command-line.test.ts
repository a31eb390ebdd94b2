import { expect, test } from 'vitest'
import { Unreachable } from '#device/client/index.ts'
import { readArguments } from './arguments.ts'
import { COMMANDS, isCommand } from './commands.ts'
import { helpText } from './help.ts'
import { UsageError } from './output.ts'
import { said } from './test/said.ts'
import { wordsFor } from './words/words.ts'

test.each([
  [['sign-out', '--exit', 'soft'], '--exit is full | quick, not "soft"'],
  [['link'], 'URL is missing'],
  [['link', 'http://signoff.example'], 'must be https'],
  [['link', 'ftp://localhost'], 'not the URL of a server'],
  [['run', 'extra'], 'too much: extra'],
  [['run', '--frob'], 'no option --frob'],
  [['frob'], 'no command "frob"'],
  [['run', '--level', 'deep'], '--level is not for "run"'],
  [['status', '--', 'program'], 'is for "run"'],
  [['sign-in', 'https://signoff.example'], '--email is missing'],
  [['clean'], '--level is missing'],
  [['backups', '--restore', 'out_1'], '--to is missing'],
  [['status', '--state'], '--state needs a value'],
  [['status', '--state', '--json'], '--state needs a value'],
  [['status', '--json=yes'], '--json takes no value'],
])('refuses %j in both languages', (argv, message) => {
  const wrong = refusalOf(argv)
  expect(wrong?.message).toContain(message)
  expect(wrong?.how(wordsFor('zh_CN.UTF-8').help.wrong)).toMatch(/[\u4e00-\u9fff].*。$/)
})

function refusalOf(argv: readonly string[]): UsageError | null {
  try {
    readArguments(argv)
    return null
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
}

test('help of each command names its own options, in both languages, and says what the exit codes mean', () => {
  for (const language of ['C', 'zh_CN.UTF-8'])
    for (const command of Object.keys(COMMANDS).filter(isCommand)) {
      const text = helpText(wordsFor(language).help, command)
      for (const option of [...COMMANDS[command], 'state', 'json']) expect(text).toContain(`--${option}`)
      expect(helpText(wordsFor(language).help)).toContain(`  ${wordsFor(language).help.commands[command].use}`)
      expect(text).toMatch(/0 .*1 .*2 .*3 .*4 /s)
      expect(readArguments([command, '--help']).values.help).toBe(true)
    }
})

test('what keeps the server from answering is said: the network, another certificate, something else that listens there', () => {
  const cause = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
  const saidOf = (code: string) => said(new Unreachable('no answer', { cause: cause(code) }))
  expect(saidOf('ENOTFOUND')).toContain('unreachable: https://s did not answer (ENOTFOUND)')
  for (const code of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])
    expect(saidOf(code)).toContain('certificate: The certificate of https://s is not trusted here')
  expect(said(new Unreachable('not an answer of Signoff (200)'))).toContain('What answers at https://s is no Signoff')
  expect(said(new Unreachable('no answer', { cause: new DOMException('', 'AbortError') }))).toContain('in time')
})
