import { z } from 'zod'

/** NOTIFY takes less than 8,000 bytes. */
const MOST_BYTES = 7_500
const id = z.string().min(1).max(128)

/**
 * What nodes say to each other: where to look, never what is there. Ids alone; whoever hears one reads the rows, so that a lost hint
 * delays and a forged one costs a look.
 */
const hint = z.union([
  z.tuple([z.literal('ring'), id]),
  z.tuple([z.literal('resend'), id, id]),
  z.tuple([z.literal('moved'), id, id]),
  z.tuple([z.literal('check'), id]),
  z.tuple([z.literal('device'), id, id]),
])
const message = z.object({ from: id, hints: z.array(z.unknown()).max(1_000) })
export type Hint = z.infer<typeof hint>

/** Hints as few texts, each small enough for one NOTIFY. */
export function pack(from: string, hints: Iterable<string>): string[] {
  const texts: string[] = []
  const head = `{"from":${JSON.stringify(from)},"hints":[`
  let part = ''
  for (const one of hints) {
    if (part !== '' && Buffer.byteLength(head) + Buffer.byteLength(part) + Buffer.byteLength(one) + 3 > MOST_BYTES) {
      texts.push(`${head}${part}]}`)
      part = ''
    }
    part += part === '' ? one : `,${one}`
  }
  if (part !== '') texts.push(`${head}${part}]}`)
  return texts
}

/** The hints of another node. Our own, and what cannot be understood (another version's, or nobody's), are left out. */
export function unpack(text: string, self: string): readonly Hint[] {
  const parsed = message.safeParse(json(text))
  if (!parsed.success || parsed.data.from === self) return []
  return parsed.data.hints.flatMap((one) => {
    const known = hint.safeParse(one)
    return known.success ? [known.data] : []
  })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
