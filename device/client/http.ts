import { Refused, Unreachable } from './problem.ts'

export type Http = {
  /** @throws {Refused} for a problem document · {Unreachable} when no answer came or the server failed */
  call<T>(method: 'GET' | 'POST', path: string, body?: unknown, options?: CallOptions): Promise<T>
}
export type CallOptions = { readonly signal?: AbortSignal; readonly timeoutMs?: number }

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export type HttpOptions = {
  /** The server's origin; empty in a page of its own. */
  readonly url: string
  /** The bearer token, or null where a cookie stands for it. Asked for at every call. */
  readonly token: () => Promise<string | null>
  readonly fetch?: Fetch
  /** `en` or `zh-CN`: the language of a problem's `detail`. */
  readonly locale?: string
}

/** The HTTP half of the protocol. A `URLSearchParams` body is sent as a form (`/oauth/*`), all else as JSON. */
export function createHttp({ url, token, fetch: send = fetch, locale }: HttpOptions): Http {
  const origin = url.replace(/\/+$/, '')
  return {
    async call(method, path, body, { signal, timeoutMs = 15_000 } = {}) {
      const form = body instanceof URLSearchParams
      const bearer = await token()
      const headers: Record<string, string> = { accept: 'application/json' }
      if (body !== undefined && !form) headers['content-type'] = 'application/json'
      if (bearer !== null) headers.authorization = `Bearer ${bearer}`
      if (locale !== undefined) headers['accept-language'] = locale
      const init: RequestInit = { method, headers, credentials: 'same-origin' }
      if (body !== undefined) init.body = form ? body : JSON.stringify(body)
      const answer = await within(timeoutMs, signal, async (both) => {
        const response = await send(origin + path, { ...init, signal: both })
        return { status: response.status, text: await response.text() }
      })
      return read(answer.status, answer.text)
    },
  }
}

async function within<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, ms)
  outer?.addEventListener('abort', abort)
  if (outer?.aborted) abort()
  try {
    return await work(controller.signal)
  } catch (error) {
    throw new Unreachable('no answer', { cause: error })
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', abort)
  }
}

function read<T>(status: number, text: string): T {
  let body: T & Record<string, unknown>
  try {
    body = JSON.parse(text === '' ? '{}' : text) as T & Record<string, unknown>
  } catch {
    throw new Unreachable(`not an answer of Signoff (${status})`) // a proxy's own page
  }
  if (status < 400) return body
  const code = typeof body.code === 'string' ? body.code : typeof body.error === 'string' ? body.error : null
  if (code === null) throw new Unreachable(`status ${status}`)
  throw new Refused(status, code, body)
}
