import { expect, it } from 'vitest'
import { createSecrets } from './secrets.ts'

it('[SE9] what is sealed opens for its own use and with its own secret alone', () => {
  const ours = createSecrets(Buffer.alloc(32, 1))
  const sealed = ours.seal('示例', 'authenticator mem_1')
  expect(ours.open(sealed, 'authenticator mem_1')).toBe('示例')
  expect(sealed).not.toBe(ours.seal('示例', 'authenticator mem_1'))
  expect(ours.open(sealed, 'authenticator mem_2')).toBeNull()
  expect(createSecrets(Buffer.alloc(32, 2)).open(sealed, 'authenticator mem_1')).toBeNull()
  const changed = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`
  expect(ours.open(changed, 'authenticator mem_1')).toBeNull()
  for (const rubbish of ['', 'AAAA', '*']) expect(ours.open(rubbish, 'authenticator mem_1')).toBeNull()
  expect(ours.mac('code', 'a')).not.toBe(ours.mac('code', 'b'))
})
