/** `npm run backup -- FILE [--force]`: a sound copy of the store, also while the server runs. */
import { parseArgs } from 'node:util'
import { backupStore } from '#db/maintenance.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { databaseUrl } from './config/database-url.ts'

const USAGE = 'Usage: npm run backup -- FILE [--force]'

function main(): number {
  const { values, positionals } = parseArgs({
    options: { force: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new StoreRefusal('bad_url', USAGE)
  const backup = backupStore(databaseUrl(process.env), file, new Date().toISOString(), values.force)
  console.log(
    `Backed up to ${backup.file} (${backup.bytes} bytes, checked). Keep SIGNOFF_SECRET too: old receipts verify without it, the server signs with a new key.`,
  )
  return 0
}

try {
  process.exitCode = main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
