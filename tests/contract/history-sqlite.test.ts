import { openDatabase } from '#db/open.ts'
import { describeHistory } from './history/history-contract.ts'
import { describeStaleReader } from './history/stale-reader-contract.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
describeHistory('sqlite', () => openDatabase(`file:${folder}/signoff.db`), 40)
describeStaleReader('sqlite', () => openDatabase(`file:${folder}/stale.db`))
