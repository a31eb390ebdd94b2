import { afterAll, expect, it } from 'vitest'
import { interpret } from '#server/config/config.ts'
import { readEnvironment } from '#server/config/env.ts'
import { startHookReceiver } from '#tests/support/hook-receiver.ts'
import { as } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** What is due reaches the operator's webhook (issue 5, part 1). */
const receiver = await startHookReceiver()
afterAll(() => receiver.close())
const { server, firm, leaving } = await servedCompany({ env: receiver.env })
const member = await firm.device(await firm.member('周七'))

const MINUTE = 60_000
const pass = (minutes: number) => member.http.post<{ now: string }>('/api/test/clock', { advanceMs: minutes * MINUTE })
/** A message that is due in a minute. */
async function message(text: string) {
  const { now } = (await pass(0)).body
  const at = new Date(Date.parse(now) + MINUTE).toISOString()
  return leaving.owe(member.memberId, 'scheduled-message', { at, text, to: ['outside@example.net'] })
}
async function figure(state: string) {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(new RegExp(`signoff_webhooks{state="${state}"} (\\d+)`).exec(text)?.[1])
}

it('[EX18] what is due is called once and signed; three that were stopped never are (7.2)', async () => {
  const stopped = [await message('one'), await message('two'), await message('three')]
  await leaving.settle(
    firm.owner,
    stopped.map(({ id }) => id),
    'stop',
  )
  await member.http.post('/api/v1/sign-outs', { scope: 'all', confirm: true }, as(member))
  await pass(60)
  const sent = await message('still wanted')
  await pass(2)
  const call = await receiver.next()
  expect(call).toMatchObject({ path: '/hook', verified: true })
  expect(call.id).toMatch(/^hok_/)
  expect(call.body).toMatchObject({
    type: 'obligation.due',
    data: { obligationId: sent.id, text: 'still wanted', from: { name: '周七' }, to: ['outside@example.net'] },
  })
  await pass(60)
  expect(receiver.calls).toHaveLength(1)
  expect(server.output).not.toContain('still wanted')
})

it('[EX18] a receiver that does not answer holds nobody up; what failed comes again under its id; no redirect is followed', async () => {
  receiver.answer(null)
  await message('slow')
  await pass(2)
  const first = await receiver.next()
  expect((await pass(1)).status).toBe(200)
  expect(await figure('waiting')).toBe(1)
  receiver.answer(302)
  await expect.poll(() => server.output).toContain('a webhook could not be called')
  receiver.answer(204)
  await pass(2)
  const again = await receiver.next()
  expect([again.id, again.path, again.verified]).toEqual([first.id, '/hook', true])
  await expect.poll(() => figure('waiting')).toBe(0)
  expect(receiver.calls.map(({ path }) => path)).not.toContain('/elsewhere')
})

it('[EX18] after two days of failures it is given up and counted; at 410 at once', async () => {
  receiver.answer(500)
  await message('never')
  const { id } = (await pass(2), await receiver.next())
  for (const wait of [1, 2, 5, 15, 60, 240, 720, 1_440]) {
    await expect.poll(() => lines(id)).toBe(receiver.calls.filter((call) => call.id === id).length)
    await pass(wait + 1)
    expect((await receiver.next()).id).toBe(id)
  }
  await expect.poll(() => figure('given-up')).toBe(1)
  receiver.answer(410)
  await message('gone')
  await pass(2)
  await receiver.next()
  await expect.poll(() => figure('given-up')).toBe(2)
  await pass(8 * 24 * 60)
  expect(await figure('given-up')).toBe(0)
})

/** How often a call was written down as failed. */
const lines = (id: string) => server.logs.filter(({ hook, msg }) => hook === id && msg.includes('could not')).length

it('[EX18] an address that is no https, a secret that is too short, or one without the other is refused at the start', () => {
  const mistakes = (url: string, secret: string) => () =>
    interpret(
      readEnvironment({ SIGNOFF_DATA: server.dataDir, SIGNOFF_WEBHOOK_URL: url, SIGNOFF_WEBHOOK_SECRET: secret }),
    )
  const good = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
  for (const [url, secret] of [
    ['http://hooks.example.com', good],
    ['https://user:pass@hooks.example.com', good],
    ['file:///etc/passwd', good],
    ['https://hooks.example.com', 'whsec_c2hvcnQ='],
    ['https://hooks.example.com', good.slice(6)],
    ['https://hooks.example.com', ''],
    ['', good],
  ] as const)
    expect(mistakes(url, secret), url).toThrow('SIGNOFF_WEBHOOK_')
  expect(mistakes('https://hooks.example.com/x', good)().webhook?.secret).toHaveLength(32)
})
