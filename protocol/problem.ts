import { z } from 'zod'
import { ERROR_CODES } from '#domain/errors.ts'

/** RFC 9457 `application/problem+json`. A refusal's own data (challenge, limit, sessions, preview, …) stands beside these members. */
export const problem = z
  .looseObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.enum(ERROR_CODES),
    detail: z.string(),
    errors: z.array(z.looseObject({ field: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({
    id: 'Problem',
    description: '`code` is stable; `detail` speaks the language of Accept-Language (en or zh-CN).',
  })
export type ProblemDocument = z.infer<typeof problem>

/** RFC 6749, 5.2: what `/oauth/*` answers instead. */
export const oauthError = z
  .object({ error: z.string(), error_description: z.string().optional() })
  .meta({ id: 'OAuthError' })
