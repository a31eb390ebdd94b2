import { expect, test } from 'vitest'
import { allOf, guardedOf, type Scope } from './guarded-processes.ts'
import { linuxTable, parseIdentity, parseStat } from './linux-processes.ts'
import { parsePs } from './mac-processes.ts'
import { oneLook } from './one-look.ts'
import type { RunningProcess } from './process-table.ts'
import { parseWindows } from './windows-processes.ts'

const scope: Scope = { names: ['app', 'app-helper'], home: '/home/li', self: 900 }
const one = (pid: number, parent: number, name: string, more: Partial<RunningProcess> = {}): RunningProcess => ({
  pid,
  parent,
  name,
  startedAt: String(pid),
  memoryBytes: 1_000,
  group: pid,
  home: '/home/li',
  ...more,
})
const names = (processes: readonly RunningProcess[]) => processes.map(({ name, pid }) => `${name} ${pid}`)

test('[AG4] the program, its transfers, its children’s children and its process group', () => {
  const all = [
    one(10, 1, 'app'),
    one(11, 10, 'file-transfer'),
    one(12, 10, 'renderer'),
    one(13, 12, 'sh'),
    one(14, 1, 'orphan', { group: 10 }),
    one(15, 1, 'app-helper'),
    one(16, 1, 'browser'),
  ]
  const guarded = guardedOf(all, scope)
  expect(names(guarded.program)).toEqual(['app 10'])
  expect(names(guarded.transfers)).toEqual(['file-transfer 11'])
  expect(names(guarded.others).toSorted()).toEqual(['app-helper 15', 'orphan 14', 'renderer 12', 'sh 13'])
  expect(names(guarded.leftovers).toSorted(), 'nobody running is above them').toEqual(['app-helper 15', 'orphan 14'])
})

test('[AG4] another installation’s processes, the agent and what is above it are nobody’s', () => {
  const all = [
    one(10, 1, 'app', { home: '/home/other' }),
    one(11, 10, 'app-helper', { home: '/home/other' }),
    one(20, 1, 'app'),
    one(21, 20, 'shell'),
    one(900, 21, 'node'),
  ]
  expect(allOf(guardedOf(all, scope)), 'a manifest that names the agent’s own shell ends nothing').toEqual([])
  expect(names(allOf(guardedOf(all, { ...scope, self: 1_000 }))).toSorted()).toEqual(['app 20', 'node 900', 'shell 21'])
  expect(guardedOf(all, { ...scope, names: [] }).program).toEqual([])
})

test('Windows’ names have .exe and no capitals', () => {
  const all = [one(10, 1, 'WXWork.exe', { home: null })]
  expect(names(guardedOf(all, { ...scope, names: ['wxwork'] }).program)).toEqual(['WXWork.exe 10'])
})

test('reads /proc: a name with brackets, a name that the kernel cut, a zombie', () => {
  const fields = (state: string) => `${state} 7 9 9 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4242 0 512 0`
  expect(parseStat(`12 (a) b) ${fields('S')}`, 4_096)).toEqual({
    pid: 12,
    parent: 7,
    short: 'a) b',
    startedAt: '4242',
    memoryBytes: 2_097_152,
    group: 9,
  })
  expect([parseStat(`12 (gone) ${fields('Z')}`, 4_096), parseStat('', 4_096)]).toEqual([null, null])
  const long = '/usr/bin/a-very-long-program-name\0-x'
  expect(parseIdentity('a-very-long-pro', long, 'A=1\0HOME=/h\0')).toEqual({
    name: 'a-very-long-program-name',
    home: '/h',
  })
  expect(parseIdentity('renamed', long, '')).toEqual({ name: 'renamed', home: null })
})

test.runIf(process.platform === 'linux')(
  'a look at /proc: what is known is not read again, a new name is, and the memory is of now',
  async () => {
    const table = linuxTable()
    const own = async () => (await table()).find(({ pid }) => pid === process.pid)
    const first = await own()
    expect(first).toMatchObject({ parent: process.ppid, home: process.env['HOME'] ?? null })
    expect([await own(), await own()].map((one) => one?.name)).toEqual([first?.name, first?.name])
    const before = process.title
    process.title = 'signoff-looked'
    expect((await own())?.name).toBe('signoff-looked')
    process.title = before
    const held = Buffer.alloc(64 * 1_024 * 1_024, 1)
    expect((await own())?.memoryBytes).toBeGreaterThan((first?.memoryBytes ?? 0) + held.length / 2)
  },
)

test('one look serves whoever asks within its time', async () => {
  let looks = 0
  let clock = 0
  const look = oneLook(
    async () => {
      looks++
      return []
    },
    1_000,
    () => clock,
  )
  await Promise.all([look(), look()])
  clock = 999
  await look()
  expect(looks).toBe(1)
  clock = 1_000
  await look()
  expect(looks).toBe(2)
})

test('reads what ps prints on a Mac', () => {
  const text =
    '  412     1   412  98304 S    Sun Nov 22 09:14:02 2026     /Applications/企业微信.app/Contents/MacOS/企业微信\n' +
    '  430   412   412   1024 Z    Sun Nov 22 09:14:03 2026     (WXWork Helper)\n' +
    '  431   412   412   2048 Ss   Sun Nov  2 09:14:03 2026     /Applications/WXWork Helper (GPU)\n'
  expect(parsePs(text)).toEqual([
    {
      pid: 412,
      parent: 1,
      name: '企业微信',
      startedAt: 'Sun Nov 22 09:14:02 2026',
      memoryBytes: 100_663_296,
      group: 412,
      home: null,
    },
    {
      pid: 431,
      parent: 412,
      name: 'WXWork Helper (GPU)',
      startedAt: 'Sun Nov  2 09:14:03 2026',
      memoryBytes: 2_097_152,
      group: 412,
      home: null,
    },
  ])
})

test('reads what PowerShell prints on Windows, one process or many', () => {
  const row = { ProcessId: 4, ParentProcessId: 1, Name: 'WXWork.exe', WorkingSetSize: 38_797_312, Started: 639_000 }
  const read = {
    pid: 4,
    parent: 1,
    name: 'WXWork.exe',
    startedAt: '639000',
    memoryBytes: 38_797_312,
    group: null,
    home: null,
  }
  expect(parseWindows(JSON.stringify(row))).toEqual([read])
  expect(parseWindows(JSON.stringify([row, row]))).toEqual([read, read])
  expect(parseWindows('')).toEqual([])
  expect(parseWindows(`\uFEFF${JSON.stringify([row])}`), 'with the mark that UTF-8 may begin with').toEqual([read])
})
