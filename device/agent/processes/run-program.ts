import { execFile } from 'node:child_process'

/** Runs one of the system's own programs and resolves with what it printed. @throws when it ends with another code than 0 */
export function runProgram(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { maxBuffer: 16 * 1_024 * 1_024, windowsHide: true, timeout: 30_000 }, (error, text) =>
      error instanceof Error ? reject(error) : resolve(text),
    )
  })
}
