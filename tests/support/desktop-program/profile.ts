import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type Layout = 'linux' | 'macos'

const FOLDERS = {
  linux: {
    config: '.config/desk-notes',
    records: '.local/share/desk-notes',
    plugins: '.local/share/desk-notes/plugins',
    cache: '.cache/desk-notes',
    logs: '.local/state/desk-notes',
  },
  macos: {
    config: 'Library/Containers/example.desk-notes/Data/Library/Preferences',
    records: 'Library/Containers/example.desk-notes/Data/Documents',
    plugins: 'Library/Containers/example.desk-notes/Data/Library/Plugins',
    cache: 'Library/Containers/example.desk-notes/Data/Library/Caches',
    logs: 'Library/Containers/example.desk-notes/Data/Library/Logs',
  },
} as const
export type ProfileClass = keyof (typeof FOLDERS)['linux']

export function folderOf(home: string, layout: Layout, name: ProfileClass): string {
  return join(home, FOLDERS[layout][name])
}

/** How many files of each class there are, and their size in bytes. */
const AMOUNTS: Readonly<Record<ProfileClass, readonly [files: number, bytes: number]>> = {
  config: [5, 1_200],
  records: [3, 24_000],
  plugins: [9, 40_000],
  cache: [12, 96_000],
  logs: [14, 18_000],
}

/**
 * Writes the profile of somebody who has used the program for a while. Records are lines of JSON, as the program writes them. `most` files
 * of a class. */
export async function writeProfile(home: string, layout: Layout, most = Infinity): Promise<void> {
  for (const [name, [files, bytes]] of Object.entries(AMOUNTS) as [ProfileClass, readonly [number, number]][])
    for (let i = 0; i < Math.min(files, most); i++) {
      const path = join(folderOf(home, layout, name), fileName(name, layout, i))
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, name === 'records' ? recordsOf(bytes) : `${name} ${i}\n`.repeat(bytes / 10))
    }
}

function fileName(name: ProfileClass, layout: Layout, i: number): string {
  if (name === 'config') return layout === 'macos' ? `example.desk-notes.${i}.plist` : `settings-${i}.ini`
  if (name === 'records') return i === 0 ? 'notes.jsonl' : join('chats', `chat-${i}.jsonl`)
  return join(`${name}-${i % 3}`, `${i}.${name === 'logs' ? 'log' : 'bin'}`)
}

function recordsOf(bytes: number): string {
  const line = (i: number) => `${JSON.stringify({ i, text: '下午三点在会议室见 see you at three' })}\n`
  return Array.from({ length: Math.ceil(bytes / line(0).length) }, (_, i) => line(i)).join('')
}
