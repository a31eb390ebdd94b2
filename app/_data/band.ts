import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

/** The usual time of a sign-out in this organisation, in milliseconds (policy, guide statement 4.6). */
export async function readBand(path: string): Promise<readonly [number, number]> {
  const viewer = await requireViewer(path)
  const [low, high] = (await runtime().queries.me(viewer)).policy.lagBand
  return [low, high]
}
