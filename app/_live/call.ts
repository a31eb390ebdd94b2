export type Problem = {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly { readonly field: string; readonly detail: string }[]
  readonly more: Readonly<Record<string, unknown>>
}
export type Answer<Body> =
  | { readonly ok: true; readonly status: number; readonly body: Body }
  | { readonly ok: false; readonly problem: Problem }

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
type Headers = Readonly<Record<string, string>>

type Ears = { readonly date: (serverMs: number) => void; readonly sessionEnded: (signOutId: string | null) => void }
const ears = new Set<Ears>()

/** Lets the live provider hear the server's clock and the end of the session from every answer. */
export function listenToCalls(ear: Ears): () => void {
  ears.add(ear)
  return () => ears.delete(ear)
}

/**
 * One call of the API from this page, with its cookie. A refusal comes back as its problem document; no network is the problem `network`.
 * The type of the body is the caller's word for what the contract promises (protocol/).
 */
export async function call<Body>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Headers = {},
): Promise<Answer<Body>> {
  return callWith(
    method,
    path,
    body === undefined ? null : { type: 'application/json', content: JSON.stringify(body) },
    headers,
  )
}

/** The same with a body of another kind, such as `text/csv`. */
export async function callWith<Body>(
  method: Method,
  path: string,
  body: { readonly type: string; readonly content: string | ArrayBuffer } | null,
  headers: Headers = {},
): Promise<Answer<Body>> {
  const response = await send(method, path, body, headers)
  if (response === null) return { ok: false, problem: problemOf(0, { code: 'network' }) }
  const date = Date.parse(response.headers.get('date') ?? '')
  for (const ear of ears) ear.date(date)
  const said: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  if (response.ok) return { ok: true, status: response.status, body: said as Body }
  const problem = problemOf(response.status, said)
  if (problem.status === 401) for (const ear of ears) ear.sessionEnded(textOf(problem.more.signOutId))
  return { ok: false, problem }
}

async function send(
  method: Method,
  path: string,
  body: { readonly type: string; readonly content: string | ArrayBuffer } | null,
  headers: Headers,
): Promise<Response | null> {
  try {
    return await fetch(path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': document.documentElement.lang,
        ...(body === null ? {} : { 'content-type': body.type }),
        ...headers,
      },
      ...(body === null ? {} : { body: body.content }),
      cache: 'no-store',
      credentials: 'same-origin',
    })
  } catch {
    return null
  }
}

function problemOf(status: number, said: unknown): Problem {
  const more = isRecord(said) ? said : {}
  const errors = Array.isArray(more.errors) ? more.errors.filter(isRecord) : []
  return {
    status,
    code: textOf(more.code) ?? 'internal',
    detail: textOf(more.detail) ?? '',
    errors: errors.map((e) => ({
      field: textOf(e.field) ?? textOf(e.path) ?? '',
      detail: textOf(e.detail) ?? textOf(e.message) ?? '',
    })),
    more,
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
