import { request } from 'node:http'

export interface HalfSent {
  /** Sends the body and resolves with the answer. */
  finish(): Promise<{ status: number; body: string; connection: string | undefined }>
}

/** A POST whose head the server has taken (it answered 100 Continue) and whose body is still to come: it is in flight. */
export function halfSent(url: string, path: string, token: string, body: object): Promise<HalfSent> {
  const text = JSON.stringify(body)
  const sending = request(`${url}${path}`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      expect: '100-continue',
    },
  })
  const answered = new Promise<Awaited<ReturnType<HalfSent['finish']>>>((resolve, reject) => {
    sending.once('error', reject)
    sending.once('response', (response) => {
      let read = ''
      response.setEncoding('utf8').on('data', (part: string) => (read += part))
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: read, connection: response.headers.connection }),
      )
    })
  })
  answered.catch(() => undefined)
  sending.flushHeaders()
  return new Promise((resolve, reject) => {
    sending.once('error', reject)
    sending.once('continue', () =>
      resolve({
        finish() {
          sending.end(text)
          return answered
        },
      }),
    )
  })
}
