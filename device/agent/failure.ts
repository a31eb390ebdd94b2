import { Refused, Unreachable } from '#device/client/index.ts'
import { Damaged } from './durable-file.ts'
import { Locked } from './lock.ts'
import { ManifestError } from './manifest/manifest.ts'
import { EXIT, UsageError, type Outcome, type Output } from './output.ts'
import type { Words } from './words/words.ts'

/** Says what went wrong, and what one can do about it. `url`: the server that was asked, as far as it is known. */
export function outcomeOfError(error: unknown, { say, words, help }: Output, url = ''): Outcome {
  if (error instanceof ManifestError) {
    say(words.badManifest(error.message))
    return { exit: EXIT.usage, json: { error: 'manifest', detail: error.message } }
  }
  if (error instanceof UsageError) {
    say(`${error.how(help.wrong)}\n${help.more}`)
    return { exit: EXIT.usage, json: { error: 'usage', detail: error.message } }
  }
  if (error instanceof Refused) {
    say(words.refused(`${error.code} · ${error.message}`))
    return { exit: EXIT.refused, json: { error: error.code, ...error.data } }
  }
  const { code, line } = failureOf(error, words, url)
  say(line)
  return { exit: EXIT.failed, json: { error: code, detail: String(error) } }
}

type Failure = { readonly code: string; readonly line: string }

function failureOf(error: unknown, words: Words, url: string): Failure {
  if (error instanceof Unreachable) return unreachable(error, words, url)
  if (error instanceof Locked) return { code: 'busy', line: words.busy(error.pid, error.path) }
  if (error instanceof Damaged) return { code: 'damaged', line: words.damaged(error.path) }
  return ofTheDisk(error, words) ?? { code: 'failed', line: words.failed(String(error)) }
}

/** Why no answer of Signoff came: the network, another certificate, or something else that listens there. */
export function unreachable(error: Unreachable, words: Words, url: string): Failure {
  if (error.cause === undefined) return { code: 'unreachable', line: words.notSignoff(url, error.message) }
  const why = codeOf(error)
  return why !== null && /CERT|SIGNATURE/.test(why)
    ? { code: 'certificate', line: words.certificate(url, why) }
    : { code: 'unreachable', line: words.unreachable(url, why) }
}

/** The system's own code, of the error or of what caused it. */
function codeOf(error: unknown): string | null {
  for (let one = error; one instanceof Error; one = one.cause)
    if ('code' in one && typeof one.code === 'string') return one.code
  return null
}

function ofTheDisk(error: unknown, words: Words): Failure | null {
  const code = codeOf(error)
  if (!(error instanceof Error) || code === null) return null
  const path = 'path' in error && typeof error.path === 'string' ? error.path : error.message
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'disk_full', line: words.diskFull(path) }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return { code: 'no_right', line: words.noRight(path, code) }
  return ['ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(code)
    ? { code: 'no_file', line: words.noFile(path, code) }
    : null
}
