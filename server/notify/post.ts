import { nextTry, type Letter } from '#domain/letter.ts'
import type { Outgoing, Store } from '#domain/store.ts'
import type { Clock, Log, Post, Secrets } from '../commands/ports.ts'
import { compose, isKnownKind } from './compose.ts'
import { inRounds } from './rounds.ts'
import { failureOf, type Carrier } from './smtp.ts'

const USE = 'letters'
/** Whoever has claimed a letter sends it within this time, or another node may try: longer than a connection may take. */
const CLAIM_MS = 2 * 60_000
const AT_ONCE = 20

export type PostParts = {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Secrets
  readonly log: Log
  /** The public origin that links begin with. */
  readonly url: string
  /** Null when mail is not set up. */
  readonly carrier: Carrier | null
}

/**
 * The post office: takes letters out of the outbox, one node each, and gives them to the mail server. A letter that a crash interrupted after
 * the server had taken it goes out once more with the same Message-ID, by which mailboxes know it.
 */
export function openPost(parts: PostParts): Post {
  const { carrier, secrets, log } = parts
  const deliver = inRounds(async () => {
    if (carrier !== null) while ((await sendDue(parts, carrier)) === AT_ONCE);
  })
  return {
    on: carrier !== null,
    seal: (letter) => secrets.seal(JSON.stringify(letter), USE),
    deliver,
    kick: () => void deliver().catch((error: unknown) => log.error({ error: String(error) }, 'mail was not sent')),
  }
}

async function sendDue(parts: PostParts, carrier: Carrier): Promise<number> {
  const due = await parts.store.read.mail.due(parts.clock.now(), AT_ONCE)
  for (const outgoing of due) await sendOne(parts, carrier, outgoing)
  return due.length
}

async function sendOne(parts: PostParts, carrier: Carrier, outgoing: Outgoing): Promise<void> {
  const { store, clock, log } = parts
  const { id, kind } = outgoing
  const now = clock.now()
  if (!(await store.write((tx) => tx.mail.claim(id, now, now + CLAIM_MS)))) return
  const tries = outgoing.tries + 1
  // A newer node put it there: it knows the words.
  if (!isKnownKind(kind)) return
  const letter = opened(parts, outgoing)
  if (letter === null || (outgoing.uselessAt !== null && now >= outgoing.uselessAt)) {
    log.warn({ letter: id, kind, readable: letter !== null }, 'a letter was given up')
    return store.write((tx) => tx.mail.failed(id, null))
  }
  try {
    const org = await store.read.org.get()
    await carrier.send(compose(outgoing, letter, { company: org?.name ?? '', timeZone: org?.timeZone, url: parts.url }))
  } catch (error) {
    const { fields, final } = failureOf(error)
    const next = final ? null : nextTry(tries, clock.now())
    log.warn({ letter: id, kind, tries, givenUp: next === null, ...fields }, 'a letter could not be sent')
    return store.write((tx) => tx.mail.failed(id, next))
  }
  await store.write((tx) => tx.mail.sent(id, clock.now()))
  log.info({ letter: id, kind, tries }, 'a letter was sent')
}

function opened({ secrets }: PostParts, { sealed }: Outgoing): Letter | null {
  const text = sealed === null ? null : secrets.open(sealed, USE)
  return text === null ? null : (JSON.parse(text) as Letter)
}
