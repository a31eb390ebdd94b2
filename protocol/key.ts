import { z } from 'zod'
import { KEY_SCOPES } from '#domain/integration.ts'
import { pageOf } from './page.ts'

/** `GET,POST /api/v1/admin/keys`: what a program calls with (protocol.md, part 2). */
export const keyView = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(KEY_SCOPES)),
    ownerId: z.string(),
    ownerName: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'IntegrationKey' })
export type KeyView = z.infer<typeof keyView>
export const keyPage = pageOf(keyView, 'IntegrationKeyPage')

export const keyBody = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length),
    ownerId: z.string().min(1).max(128).optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
    thirdParty: z.boolean().optional(),
  })
  .meta({
    id: 'NewIntegrationKey',
    description:
      'The owner is the caller if none is named; it expires after a year at most. `thirdParty`: it is listed as an application that its owner has let in, not as API access.',
  })
export const keyCreated = keyView
  .extend({ secret: z.string() })
  .meta({ id: 'IntegrationKeyCreated', description: 'The secret is shown once.' })
