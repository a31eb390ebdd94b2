import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/** Asks on the terminal. A hidden answer is not echoed. Without a terminal the answer is one line of stdin. */
export async function ask(question: string, { hidden }: { hidden: boolean }): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: hidden ? silent : process.stderr,
    terminal: process.stdin.isTTY,
  })
  try {
    return await Promise.race([
      lines.question(''),
      new Promise<string>((resolve) => lines.once('close', () => resolve(''))),
    ])
  } finally {
    lines.close()
    if (hidden) process.stderr.write('\n')
  }
}
