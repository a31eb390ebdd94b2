import { execFile } from 'node:child_process'
import type { CommandLine } from './command-lines.ts'

/** Runs one of the system's own programs and resolves with what it printed. @throws when it ends with another code than 0 */
export function runProgram({ program, args, env = {} }: CommandLine): Promise<string> {
  const how = {
    maxBuffer: 16 * 1_024 * 1_024,
    windowsHide: true,
    timeout: 30_000,
    env: { ...process.env, ...env },
  }
  return new Promise((resolve, reject) => {
    execFile(program, [...args], how, (error, text) => (error instanceof Error ? reject(error) : resolve(text)))
  })
}
