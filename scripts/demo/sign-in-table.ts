import { COMPANY, DEMO_PASSWORD } from './company.ts'
import { MEMBERS } from './members.ts'

const ROLES = { owner: 'owner', admin: 'administrator', hr: 'HR' } as const

/** Whom to sign in as, and what there is to see. */
export function signInTable(url: string): string {
  const rows = MEMBERS.map(({ name, email, role, handlesCustomers, devices }) => {
    const what = role === undefined ? (handlesCustomers ? 'member, customers' : 'member') : ROLES[role]
    return `  ${pad(name, 18)}${pad(email, 30)}${pad(what, 20)}${devices.length}`
  })
  return [
    '',
    `  ${COMPANY} · ${url}`,
    '',
    `  ${pad('who', 18)}${pad('e-mail', 30)}${pad('role', 20)}devices`,
    ...rows,
    '',
    `  Password of everybody: ${DEMO_PASSWORD}`,
    '',
    '  Under way for an administrator, at /admin/exits: somebody leaves the company, another has left it, a third gives up a role, a fourth is',
    '  checked; and the owner has begun to close the company.',
    '',
    '  Begin as 李娜: she has four devices, and your browser becomes the fifth. Sign some of them out and watch each confirm.',
    '  Then link a sixth from another terminal, and choose which one makes room:',
    `    curl -fsSO ${url}/agent.mjs && node agent.mjs link ${url} --run`,
    '',
    '  Ctrl-C stops everything and removes the demo’s data.',
    '',
  ].join('\n')
}

/** Pads to a width in columns: a Chinese character takes two. */
function pad(text: string, width: number): string {
  const columns = [...text].reduce((sum, letter) => sum + (/[\u2e80-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(1, width - columns))
}
