import { createHmac } from 'node:crypto'

/** The operator's endpoint. `secret`: the bytes behind `whsec_`. */
export type HookTarget = { readonly url: string; readonly secret: Buffer }
/** What came of one try: `arrived`, or why not; `final` when the receiver wants no more of it. */
export type HookAnswer =
  | { readonly arrived: true }
  | { readonly arrived: false; readonly status: number | null; readonly final: boolean }

const TIMEOUT_MS = 10_000

/**
 * One call by the Standard Webhooks scheme (standardwebhooks.com, version 1): `webhook-id`, `webhook-timestamp` in seconds, and
 * `webhook-signature`, an HMAC-SHA-256 over the three. A redirect is a failure: the signed message goes to the one address that was set.
 */
export async function callHook(
  { url, secret }: HookTarget,
  id: string,
  body: string,
  now: number,
): Promise<HookAnswer> {
  const seconds = String(Math.floor(now / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Signoff',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  }
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
    await answer.body?.cancel()
    // 410: the receiver says that it is gone for good.
    return answer.ok ? { arrived: true } : { arrived: false, status: answer.status, final: answer.status === 410 }
  } catch {
    return { arrived: false, status: null, final: false }
  }
}
