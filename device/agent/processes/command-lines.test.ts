import { expect, test } from 'vitest'
import { deleteKeychainItemLine, processListLine, psLine, taskkillLine } from './command-lines.ts'
import { parsePs } from './mac-processes.ts'
import { runProgram } from './run-program.ts'

/** What the systems' own programs are given. None of macOS' and Windows' was ever run by these tests: docs/agent.md, Limits. */
const HOSTILE = ['"; rm -rf ~; "', '$(id)', '`id`', "it's", '-D /', '企业微信 & calc.exe', '%PATH%', '*', 'a\nb']

test('[AG8] each program of the system is given exactly this, by its full path', () => {
  expect(psLine(501)).toEqual({
    program: '/bin/ps',
    args: ['-x', '-U', '501', '-o', 'pid=,ppid=,pgid=,rss=,state=,lstart=,comm='],
    env: { LC_ALL: '', LC_TIME: 'C', LC_CTYPE: 'UTF-8' },
  })
  expect(deleteKeychainItemLine('WeWorkMac')).toEqual({
    program: '/usr/bin/security',
    args: ['delete-generic-password', '-s', 'WeWorkMac'],
  })
  expect(taskkillLine('C:\\Windows', 412, false)).toEqual({
    program: 'C:\\Windows\\System32\\taskkill.exe',
    args: ['/PID', '412'],
  })
  expect(taskkillLine('D:\\Win', 412, true).args).toEqual(['/PID', '412', '/F'])
  const list = processListLine('C:\\Windows')
  expect(list.program).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')
  expect(list.args.slice(0, 3)).toEqual(['-NoProfile', '-NonInteractive', '-Command'])
})

test('[AG8] no name says more than itself: an item of the keychain stays one argument, and no line holds the name of a process', async () => {
  for (const name of HOSTILE) expect(deleteKeychainItemLine(name).args).toEqual(['delete-generic-password', '-s', name])
  // What Node hands on, really run: a program that prints what it was given.
  const said = await runProgram({
    program: process.execPath,
    args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...HOSTILE],
  })
  expect(JSON.parse(said)).toEqual(HOSTILE)
})

test.runIf(process.platform === 'linux')(
  'the line for ps is one that ps takes, and what it prints is read',
  async () => {
    const found = parsePs(await runProgram(psLine(process.getuid?.() ?? 0)))
    const own = found.find(({ pid }) => pid === process.pid)
    expect(own).toMatchObject({ parent: process.ppid, home: null })
    expect(own?.memoryBytes).toBeGreaterThan(10_000_000)
    expect(Date.parse(own?.startedAt ?? '')).toBeLessThanOrEqual(Date.now())
  },
)
