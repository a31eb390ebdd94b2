import type { Reply } from '../api/reply.ts'

export type OAuthErrorName =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'authorization_pending'
  | 'slow_down'
  | 'access_denied'
  | 'expired_token'

/** A refusal of RFC 6749, 5.2, or RFC 8628, 3.5. */
export class OAuthRefusal extends Error {
  readonly error: OAuthErrorName
  constructor(error: OAuthErrorName, description: string) {
    super(description)
    this.name = 'OAuthRefusal'
    this.error = error
  }
}

/** Runs a grant's work and answers its refusals as the RFC has them. All else is thrown on. */
export async function answering(work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error
    return {
      status: error.error === 'invalid_client' ? 401 : 400,
      body: { error: error.error, error_description: error.message },
      headers: { pragma: 'no-cache' },
    }
  }
}
