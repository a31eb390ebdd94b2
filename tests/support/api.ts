export interface ApiRequest {
  /** A device's bearer token. */
  token?: string
  headers?: Record<string, string>
}

export interface ApiResponse<Body> {
  status: number
  /** The parsed JSON; a string when the answer is none; undefined when it is empty. */
  body: Body
  headers: Headers
}

/** RFC 9457, as protocol.md has it. It is what `body` is taken for unless a test names what it expects. */
export interface Problem {
  title: string
  status: number
  code: string
  detail: string
  [member: string]: unknown
}

/**
 * A client as small as can be, knowing nothing of the product: what it sends and gets is what is on the wire.
 * Name the body where it matters: `get<{ limit: number }>('/api/v1/devices')`.
 * @param url the server's origin; paths are appended to it as they are, such as `/api/v1/me`
 */
export function api(url: string) {
  async function send<Body = Problem>(method: string, path: string, body?: unknown, request: ApiRequest = {}) {
    const form = body instanceof URLSearchParams
    const raw = typeof body === 'string' || form
    const headers = new Headers(request.headers)
    if (request.token) headers.set('authorization', `Bearer ${request.token}`)
    if (body !== undefined && !form && !headers.has('content-type')) headers.set('content-type', 'application/json')
    const sent = body === undefined ? null : raw ? body : JSON.stringify(body)
    const response = await fetch(`${url}${path}`, { method, headers, body: sent, redirect: 'manual' })
    return { status: response.status, body: await read(response), headers: response.headers } as ApiResponse<Body>
  }
  return {
    send,
    get: <Body = Problem>(path: string, request?: ApiRequest) => send<Body>('GET', path, undefined, request),
    delete: <Body = Problem>(path: string, request?: ApiRequest) => send<Body>('DELETE', path, undefined, request),
    /** Objects go as JSON, a URLSearchParams as a form, a string as it is. */
    post: <Body = Problem>(path: string, body?: unknown, request?: ApiRequest) =>
      send<Body>('POST', path, body, request),
    put: <Body = Problem>(path: string, body?: unknown, request?: ApiRequest) => send<Body>('PUT', path, body, request),
    patch: <Body = Problem>(path: string, body?: unknown, request?: ApiRequest) =>
      send<Body>('PATCH', path, body, request),
  }
}

export type Api = ReturnType<typeof api>

async function read(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  return /[/+]json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text
}
