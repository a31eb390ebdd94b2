import { openDatabase } from '#db/open.ts'
import { describeEngine } from './engine-contract.ts'
import { describeBatch } from './history/batch-contract.ts'
import { describeErasing } from './history/erasing-contract.ts'
import { describeHandOver } from './history/hand-over-contract.ts'
import { describeJobs } from './history/jobs-contract.ts'
import { describeVerification } from './history/verification-contract.ts'
import { describeStaleCaller } from './history/stale-caller-contract.ts'
import { describeStore } from './store-contract.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
let n = 0
const open = () => openDatabase(`file:${folder}/${++n}/signoff.db`)
describeEngine('sqlite', open)
describeStore('sqlite', open)
describeBatch('sqlite', open)
describeErasing('sqlite', open)
describeStaleCaller('sqlite', open)
describeHandOver('sqlite', open)
describeJobs('sqlite', open)
describeVerification('sqlite', open)
