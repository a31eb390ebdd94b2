import { runtime } from '#server/running.ts'

/** Whether this server's clock can be moved. Then every page says so (protocol.md, part 1). */
export function hasTestClock(): boolean {
  return runtime().config.testClock
}

/** Whether this is the demo, whose devices are simulated but for the agents. Then every page says so. */
export function isDemo(): boolean {
  return runtime().config.demo
}
