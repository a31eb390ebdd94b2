import type { DeviceId, Instant } from './ids.ts'

/** The guide's steps at the Mac itself, in its order, and the Keychain item of its note (3.1, 3.3 to 3.5). */
export const MAC_STEPS = ['quit', 'process', 'container', 'keychain'] as const
export type MacStep = (typeof MAC_STEPS)[number]
export const MAC_COUNTS = ['plists', 'basic', 'deep', 'full', 'basicBytes', 'deepBytes', 'fullBytes'] as const
export type MacCount = (typeof MAC_COUNTS)[number]

/** What the member says was done and found at one Mac. A person's word: the server runs none of it and sees none of it. */
export type MacExit = {
  readonly deviceId: DeviceId
  readonly done: Readonly<Record<MacStep, boolean>>
  /** Files counted there, and the bytes of each level; null while nobody has. */
  readonly found: Readonly<Record<MacCount, number | null>>
  readonly updatedAt: Instant | null
}

/** Where nothing was ticked yet. */
export function untouchedMac(deviceId: DeviceId): MacExit {
  return {
    deviceId,
    done: { quit: false, process: false, container: false, keychain: false },
    found: {
      plists: null,
      basic: null,
      deep: null,
      full: null,
      basicBytes: null,
      deepBytes: null,
      fullBytes: null,
    },
    updatedAt: null,
  }
}

/** A thorough exit is complete only with every step, the Keychain item too (guide statement 3.1). */
export function isThorough({ done }: Pick<MacExit, 'done'>): boolean {
  return MAC_STEPS.every((step) => done[step])
}
