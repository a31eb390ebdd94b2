import { expect, it } from 'vitest'
import type { Link } from '#domain/link.ts'
import { anOrg, AT } from './rows.ts'
import type { Bench } from './store-contract.ts'

function aLink(id: string): Link {
  return {
    id,
    userCode: id.toUpperCase(),
    checkNumber: '47',
    ip: null,
    createdAt: AT,
    expiresAt: AT + 300_000,
    state: 'open',
    memberId: null,
    scannedBy: null,
    wrongNumbers: 0,
    decidedAt: null,
    approverSessionId: null,
    approverDeviceId: null,
    sessionId: null,
    intervalS: 2,
    polledAt: null,
    claim: {
      kind: 'phone',
      os: 'ios',
      name: '手机',
      model: null,
      appVersion: null,
      installId: 'i',
      publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A' },
    },
  }
}

export function doorRules(bench: Bench): void {
  const parallel = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 12 }, work))

  it('[ST40] the organisation is set up once, whoever is first', async () => {
    const won = await parallel(() => bench.store.write((tx) => tx.org.insert(anOrg)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await bench.store.read.org.get()).toEqual(anOrg)
  })

  it('[ST41] an invitation, a challenge and an idempotency key are taken once', async () => {
    const [hash, id, key] = [bench.fresh('inv'), bench.fresh('cha'), bench.fresh('idem')]
    await bench.store.write(async (tx) => {
      await tx.invitations.insert({ tokenHash: hash, memberId: 'm', expiresAt: AT, usedAt: null })
      await tx.challenges.insert({ id, memberId: 'm', thumbprint: 't', expiresAt: AT })
    })
    expect(
      (await parallel(() => bench.store.write((tx) => tx.invitations.use(hash, AT)))).filter(Boolean),
    ).toHaveLength(1)
    expect((await parallel(() => bench.store.write((tx) => tx.challenges.take(id)))).filter(Boolean)).toHaveLength(1)
    const claims = await parallel(() => bench.store.write((tx) => tx.idempotency.claim(key, 'body', AT)))
    expect(claims.filter((claim) => claim === null)).toHaveLength(1)
    expect(claims.filter((claim) => claim !== null)).toEqual(
      Array.from({ length: 11 }, () => ({ bodyHash: 'body', status: null, body: null })),
    )
    await bench.store.write((tx) => tx.idempotency.finish(key, 202, '{}'))
    await bench.store.write((tx) => tx.idempotency.release(key))
    expect(await bench.store.write((tx) => tx.idempotency.claim(key, 'other', AT))).toEqual({
      bodyHash: 'body',
      status: 202,
      body: '{}',
    })
  })

  it('[ST42] a link is decided by who holds its row', async () => {
    const link = aLink(bench.fresh('lnk'))
    expect(await bench.store.write((tx) => tx.links.insert(link, `code-${link.id}`))).toBe(true)
    expect(
      await bench.store.write((tx) =>
        tx.links.insert({ ...aLink(bench.fresh('lnk')), userCode: link.userCode }, 'other'),
      ),
    ).toBe(false)
    const decided = await parallel(() =>
      bench.store.write(async (tx) => {
        const fresh = await tx.links.take(link.id)
        if (fresh?.state !== 'open') return false
        await tx.links.save({ ...fresh, state: 'approved', memberId: 'mem_link', decidedAt: AT })
        return true
      }),
    )
    expect(decided.filter(Boolean)).toHaveLength(1)
    const { links } = bench.store.read
    expect(await links.byDeviceCode(`code-${link.id}`)).toEqual(await links.byUserCode(link.userCode))
    expect(await links.holdingOf('mem_link', AT)).toHaveLength(1)
    expect(await links.holdingOf('mem_link', AT + 300_000)).toHaveLength(0)
  })

  it('[ST43] failures are counted in their window', async () => {
    const bucket = bench.fresh('bucket')
    for (const at of [AT, AT + 1, AT + 2])
      await bench.store.write((tx) => tx.failures.add([bucket, `${bucket}-other`], at))
    const { failures } = bench.store.read
    expect(await failures.count(bucket, AT + 1)).toEqual({ count: 2, oldest: AT + 1 })
    await bench.store.write((tx) => tx.failures.prune(AT + 2))
    expect(await failures.count(bucket, 0)).toEqual({ count: 1, oldest: AT + 2 })
    await bench.store.write((tx) => tx.failures.clear(bucket))
    expect(await failures.count(bucket, 0)).toEqual({ count: 0, oldest: null })
  })
}
