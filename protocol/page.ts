import { z } from 'zod'

/** The most items of one page of a list. */
export const LIST_LIMIT = 200

/** What every list takes. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number<string>().int().min(1).max(LIST_LIMIT).default(50),
})

/** What every list answers; `total` is exact up to 1,000, then null. */
export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().nullable() }).meta({ id })
}
