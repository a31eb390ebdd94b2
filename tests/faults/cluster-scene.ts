import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { vi } from 'vitest'
import { freePort } from '#tests/support/free-port.ts'
import { createKey, type TestKey } from '#tests/support/keys.ts'
import { createTestDatabase } from '#tests/support/postgres.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { testDevice, type TestDevice } from '#tests/support/test-device.ts'
import { openGate, type Gate } from './postgres-gate.ts'

/** Several real processes over one real Postgres; each reaches it through a gate of its own, which a test can shut. */
export interface Cluster {
  readonly nodes: readonly TestServer[]
  readonly gates: readonly Gate[]
  /** The database itself, past every gate. */
  query<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>
  dispose(): Promise<void>
}

/** @param url the origin that all nodes answer for, such as a balancer's; otherwise each has its own */
export async function startCluster(size: number, url?: string): Promise<Cluster> {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 4 })
  pool.on('error', () => undefined)
  const gates = await Promise.all(Array.from({ length: size }, () => openGate(database.url)))
  const env = url === undefined ? {} : { SIGNOFF_URL: url }
  // All at once, as an orchestrator does: they must agree on the schema, the owner and the key that signs.
  const nodes = await Promise.all(
    gates.map(async (gate) => startServer({ databaseUrl: gate.url, port: await freePort(), env })),
  )
  return {
    nodes,
    gates,
    query: async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<T>(sql, values)).rows,
    async dispose() {
      await Promise.all(nodes.map((node) => node.dispose()))
      await Promise.all(gates.map((gate) => gate.close()))
      await pool.end()
      await database.drop()
    },
  }
}

export function nodeOf({ nodes }: Cluster, i: number): TestServer {
  const node = nodes[i]
  if (!node) throw new Error(`there is no node ${i}`)
  return node
}

export function gateOf({ gates }: Cluster, i: number): Gate {
  const gate = gates[i]
  if (!gate) throw new Error(`there is no gate ${i}`)
  return gate
}

/** An order for the device itself. */
export const isOrder = (entry: { type: string; data: { nonce?: string } }) =>
  entry.type === 'sign-out.requested' && entry.data.nonce !== undefined

/** The same device, calling another node: what a balancer does to every request. */
export function at(url: string, device: TestDevice): TestDevice {
  const { key, claim, token, id, sessionId, memberId } = device
  return testDevice(url, { email: '', password: '' }, key, claim, {
    token,
    device: { id, name: '' },
    session: { id: sessionId },
    member: { id: memberId, name: '', roles: [] },
  })
}

/** Asks again and again, quickly, until the answer is as it should be. For what the product promises "within a moment". */
export async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, withinMs: number): Promise<T> {
  let seen: { readonly answer: T } | undefined
  const asking = async () => {
    const answer = await ask()
    seen = { answer }
    return fits(answer) ? seen : false
  }
  const found = await vi.waitUntil(asking, { timeout: withinMs, interval: 25 }).catch((error: unknown) => {
    throw new Error(`not within ${withinMs} ms: ${JSON.stringify(seen?.answer)}`, { cause: error })
  })
  return found.answer
}

/** Members with a signed-in device each: what as many sign-ins would leave, without their argon2 hashes. */
export async function seedDevices(
  { query, nodes }: Cluster,
  like: TestDevice,
  many: number,
): Promise<readonly TestDevice[]> {
  const [node] = nodes
  if (!node) throw new Error('no node')
  const key = await createKey()
  const seeded = Array.from({ length: many }, (_, i) => seedOf(node, key, i))
  const columns = JSON.stringify(
    seeded.map(({ id, sessionId, memberId, token }, i) => ({
      device: id,
      session: sessionId,
      member: memberId,
      hash: createHash('sha256').update(token).digest('base64url'),
      name: `Seeded ${i}`,
    })),
  )
  const [rows, from] = [
    'json_to_recordset($1::json) AS s',
    '(device text, session text, member text, hash text, name text)',
  ]
  await query(
    `INSERT INTO member SELECT (jsonb_populate_record(m, jsonb_build_object('id', s.member, 'name', s.name,
       'email', s.member || '@example.com', 'search', lower(s.name), 'roles', '[]'::jsonb))).*
     FROM member m, ${rows}${from} WHERE m.id = $2`,
    [columns, like.memberId],
  )
  await query(
    `INSERT INTO device SELECT (jsonb_populate_record(d, jsonb_build_object('id', s.device, 'member_id', s.member,
       'name', s.name, 'public_key', $3::jsonb, 'thumbprint', $4::text))).*
     FROM device d, ${rows}${from} WHERE d.id = $2`,
    [columns, like.id, JSON.stringify(key.publicKey), key.thumbprint],
  )
  await query(
    `INSERT INTO session SELECT (jsonb_populate_record(e, jsonb_build_object('id', s.session, 'member_id', s.member,
       'device_id', s.device, 'token_hash', s.hash, 'start_seq', 1, 'acked_seq', 0))).*
     FROM session e, ${rows}${from} WHERE e.id = $2`,
    [columns, like.sessionId],
  )
  return seeded
}

function seedOf(node: TestServer, key: TestKey, i: number): TestDevice {
  const id = (kind: string) => `${kind}_${randomBytes(16).toString('base64url')}`
  return testDevice(
    node.url,
    { email: '', password: '' },
    key,
    {},
    {
      token: randomBytes(32).toString('base64url'),
      device: { id: id('dev'), name: `Seeded ${i}` },
      session: { id: id('ses') },
      member: { id: id('mem'), name: '', roles: [] },
    },
  )
}
