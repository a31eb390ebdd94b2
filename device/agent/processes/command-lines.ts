import { win32 } from 'node:path'
import { readEnvironment } from '../environment.ts'

/** A program of the system and what it is given, one by one: no shell reads it, so no name of a file, an item or a process can say more. */
export type CommandLine = {
  readonly program: string
  readonly args: readonly string[]
  /** Beside the agent's own environment. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * `ps` of one user's processes on a Mac, those without a terminal too. Its dates follow the language and its names the character set: the first
 * has to be the one that is read here, the second must not turn 企业微信 into escapes.
 */
export function psLine(user: number): CommandLine {
  return {
    program: '/bin/ps',
    args: ['-x', '-U', String(user), '-o', 'pid=,ppid=,pgid=,rss=,state=,lstart=,comm='],
    env: { LC_ALL: '', LC_TIME: 'C', LC_CTYPE: 'UTF-8' },
  }
}

/** Takes one item of that service out of the login keychain (guide statement 3.1). */
export function deleteKeychainItemLine(service: string): CommandLine {
  return { program: '/usr/bin/security', args: ['delete-generic-password', '-s', service] }
}

/** The processes of this log-on session as JSON, in UTF-8 whatever the console's code page. */
const SCRIPT =
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8; ' +
  'Get-CimInstance Win32_Process | Where-Object { $_.SessionId -eq (Get-Process -Id $PID).SessionId } | ' +
  'Select-Object ProcessId,ParentProcessId,Name,WorkingSetSize,@{n="Started";e={$_.CreationDate.Ticks}} | ConvertTo-Json -Compress'

export function processListLine(windows: string): CommandLine {
  const program = win32.join(windows, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  return { program, args: ['-NoProfile', '-NonInteractive', '-Command', SCRIPT] }
}

/** On Windows a signal always ends at once; taskkill without /F asks, as closing the window does. */
export function taskkillLine(windows: string, pid: number, force: boolean): CommandLine {
  const program = win32.join(windows, 'System32', 'taskkill.exe')
  return { program, args: ['/PID', String(pid), ...(force ? ['/F'] : [])] }
}

/** Where Windows lies. By its full path: a bare name would be looked for in the present folder first. */
export function windowsFolder(): string {
  return readEnvironment().systemRoot ?? 'C:\\Windows'
}
