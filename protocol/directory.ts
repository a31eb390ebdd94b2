import { z } from 'zod'
import { pageOf, pageQuery } from './page.ts'

/** `GET /api/v1/directory`: colleagues, found by name, pinyin or e-mail. */
export const directoryQuery = pageQuery.extend({
  query: z.string().max(200).optional(),
  departmentId: z.string().max(128).optional(),
})

/** A colleague as every member sees them. */
export const personView = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    departmentId: z.string().nullable(),
    customFields: z.record(z.string(), z.string()),
    search: z.string().meta({ description: 'Name, pinyin, initials and e-mail in lower case, for searching offline.' }),
  })
  .meta({ id: 'Person' })
export type PersonView = z.infer<typeof personView>

export const directoryPage = pageOf(personView, 'DirectoryPage')
export type DirectoryPage = z.infer<typeof directoryPage>

/** `GET /api/v1/device/data-key`: the server's half of what opens the data that this device holds. */
export const dataKeyView = z
  .object({
    salt: z.string().meta({ description: '32 bytes, base64url; always the same for one device.' }),
    days: z.int().meta({ description: 'Without contact the device forgets the key after so many days.' }),
    kept: z.object({ signOutId: z.string(), share: z.string() }).nullable(),
  })
  .meta({ id: 'DataKey' })
export type DataKeyView = z.infer<typeof dataKeyView>
