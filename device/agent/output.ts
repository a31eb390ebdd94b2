import { helpEn, type Help } from './words/help-en.ts'
import type { Words } from './words/words.ts'

/** Exit codes (protocol.md, part 10). */
export const EXIT = { done: 0, failed: 1, usage: 2, awaitsOriginal: 3, refused: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What a command ends with: its exit code, and the one JSON object that `--json` prints last. */
export type Outcome = { readonly exit: ExitCode; readonly json: Readonly<Record<string, unknown>> }

/** Lines for people. With `--json` they go to stderr, so that stdout holds the object alone. */
export type Output = {
  readonly words: Words
  readonly help: Help
  readonly say: (text: string) => void
  readonly finish: (outcome: Outcome) => void
}

export function createOutput({ words, help }: Pick<Output, 'words' | 'help'>, json: boolean): Output {
  return {
    words,
    help,
    say: (text) => void (json ? process.stderr : process.stdout).write(`${text}\n`),
    finish(outcome) {
      if (json) process.stdout.write(`${JSON.stringify({ exit: outcome.exit, ...outcome.json })}\n`)
      process.exitCode = outcome.exit
    },
  }
}

/** The command line was wrong; `how` says it in the words of a language. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly how: (wrong: Help['wrong']) => string
  constructor(how: (wrong: Help['wrong']) => string) {
    super(how(helpEn.wrong))
    this.how = how
  }
}
