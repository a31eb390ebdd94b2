import { beforeAll, describe, expect, it } from 'vitest'
import { addMember, servedOwner } from '#tests/faults/scene.ts'
import { signInDevice } from '#tests/support/test-device.ts'
import { rawRequest } from '#tests/support/web-session.ts'
import { count } from '#tests/faults/counts.ts'

/** Too much of everything (quality.md, F11, G4). */
const { server, phone } = await servedOwner()

it('[F11] ten guesses at codes and no more, whatever addresses they claim to come from', async () => {
  const guesser = await signInDevice(server.url, await addMember(phone, 'Guesser'))
  const letters = 'BCDFGHJKLMNPQRSTVWXZ'
  const answers: number[] = []
  for (let i = 0; i < count(10_000); i += 1) {
    const code = Array.from({ length: 8 }, (_, at) => letters[(i * 7 + at * 3) % letters.length]).join('')
    const headers = { 'x-forwarded-for': `203.0.113.${i % 250}`, 'x-real-ip': `198.51.100.${i % 250}` }
    answers.push((await guesser.http.get(`/api/v1/links/${code}`, { token: guesser.token, headers })).status)
  }
  expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 404))
  expect(new Set(answers.slice(10))).toEqual(new Set([429]))
  // Nobody else is locked out by it.
  expect((await phone.http.get('/api/v1/links/BCDFGHJK', { token: phone.token })).status).toBe(404)
})

it('[LD3] right passwords that come all at once from one address are all taken', async () => {
  const member = await addMember(phone, 'Many')
  const tries = Array.from({ length: 60 }, () =>
    phone.http.post('/api/v1/sign-in', { email: member.email, password: member.password, device: phone.claim }),
  )
  // One key, so that the limit of devices is not in the way: the first is let in, and the others are asked for a proof of it.
  const answers = await Promise.all(tries)
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, ...tries.slice(1).map(() => 422)])
})

describe('[G4] what is too large', () => {
  let pid: number
  beforeAll(() => {
    pid = server.pid
  })
  const alive = async () => {
    expect((await phone.http.get('/api/v1/me', { token: phone.token })).status).toBe(200)
    expect(server.pid).toBe(pid)
    expect(server.logs.filter(({ level }) => level === 50 || level === 60)).toEqual([])
  }

  it('a frame of 2 MB closes its socket alone', async () => {
    const other = phone.connect()
    const socket = (await signInDevice(server.url, await addMember(phone, 'Big'))).connect()
    await Promise.all([socket.connected(), other.connected()])
    const gone = socket.gone()
    socket.socket.emit('received', { signOutId: 'x'.repeat(2_000_000) })
    await gone
    expect(await other.send('status', { transfers: 0 })).toBeDefined()
    other.close()
    await alive()
  })

  it('a polling POST of 10 MB is 413, or cut off', async () => {
    const opened = await (await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`)).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const status = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      method: 'POST',
      body: '4'.repeat(10_000_000),
    }).then(
      (answer) => answer.status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(status)
    await alive()
  })

  it('a body of 10 MB is 413, or cut off, on any route', async () => {
    for (const path of ['/api/v1/sign-in', '/api/v1/sign-outs', '/oauth/token']) {
      const status = await phone.http
        .post(path, JSON.stringify({ email: 'x'.repeat(10_000_000) }), { token: phone.token })
        .then(
          (answer) => answer.status,
          () => 'cut off',
        )
      expect([413, 'cut off'], path).toContain(status)
    }
    await alive()
  })

  it('a header of 17 KB is 431', async () => {
    const answer = await rawRequest(server.url, '/api/v1/me', { 'x-big': 'x'.repeat(17_000) })
    expect(answer.status).toBe(431)
    await alive()
  })
})
