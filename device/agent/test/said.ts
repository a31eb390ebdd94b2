import { outcomeOfError } from '../failure.ts'
import { wordsFor } from '../words/words.ts'

/** What a person reads, and the code of the JSON object. */
export function said(error: unknown): string {
  const lines: string[] = []
  const { words, help } = wordsFor('C')
  const { json } = outcomeOfError(
    error,
    { words, help, say: (line) => lines.push(line), finish: () => {} },
    'https://s',
  )
  return `${String(json['error'])}: ${lines.join(' ')}`
}
