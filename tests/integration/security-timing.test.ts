import { expect, it } from 'vitest'
import { addMember, advance, seeded, servedOwner } from '#tests/faults/scene.ts'
import { api } from '#tests/support/api.ts'
import { createKey } from '#tests/support/keys.ts'
import { deviceClaimOf } from '#tests/support/test-device.ts'
import { count } from '#tests/faults/counts.ts'
import { rankTest } from '#tests/faults/rank-test.ts'

/** Nothing can be told by how long it takes (quality.md, F17). */
const { server, phone } = await servedOwner({ env: { TRUST_PROXY: '127.0.0.1/32' } })

type Arm = (i: number) => Promise<unknown>

async function timeOf(arm: Arm, i: number): Promise<number> {
  const start = performance.now()
  await arm(i)
  return performance.now() - start
}

/** Measures two arms in pairs, whose order is drawn, and resolves with the p of the rank test. */
async function compare(a: Arm, b: Arm, samples: number, random: () => number): Promise<number> {
  const times: [number[], number[]] = [[], []]
  for (let i = -5; i < samples; i += 1) {
    const first = random() < 0.5 ? 0 : 1
    for (const which of [first, 1 - first] as const) {
      const time = await timeOf(which === 0 ? a : b, i)
      if (i >= 0) times[which === 0 ? 0 : 1].push(time)
    }
  }
  return rankTest(...times)
}

/** A statistical case fails only when it is significant twice. */
async function expectAlike(a: Arm, b: Arm, samples: number): Promise<void> {
  const random = seeded(Date.now())
  const p = await compare(a, b, samples, random)
  if (p >= 0.001) return
  expect(await compare(a, b, samples, random), `significant twice; the first time p = ${p}`).toBeGreaterThanOrEqual(
    0.001,
  )
}

it('[F17] whether an account exists', async () => {
  const { email } = await addMember(phone, 'Timed Member')
  const device = deviceClaimOf(await createKey())
  let calls = 0
  const signIn = (account: string) => async () => {
    // Each from its own address, and never so many in ten minutes that an account would be limited.
    if ((calls += 1) % 80 === 0) await advance(server.url, 11 * 60_000)
    const headers = { 'x-forwarded-for': `10.1.${Math.floor(calls / 250) % 250}.${calls % 250}` }
    const answer = await api(server.url).post(
      '/api/v1/sign-in',
      { email: account, password: 'not the password', device },
      { headers },
    )
    expect(answer.status).toBe(401)
  }
  await expectAlike(signIn(email), signIn(email.replace('timed', 'other')), count(2_000))
})

it('[F17] whether a token begins like one that is alive', async () => {
  const { token } = phone
  const rest = 'A'.repeat(token.length - 20)
  const me = (bearer: string) => async () =>
    expect((await api(server.url).get('/api/v1/me', { token: bearer })).status).toBe(401)
  const stranger = Buffer.alloc(15, 3).toString('base64url')
  await expectAlike(me(token.slice(0, 20) + rest), me(stranger + rest), count(4_000))
})
