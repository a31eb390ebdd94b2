const MB = 1_000_000

/** What each kind of device in the demo has in its caches and records. */
export const phone = { kind: 'phone', os: 'ios', status: { cacheBytes: 78 * MB, recordsBytes: 12 * MB } } as const
export const android = { kind: 'phone', os: 'android', status: { cacheBytes: 64 * MB, recordsBytes: 9 * MB } } as const
export const tablet = { kind: 'tablet', os: 'ipados', status: { cacheBytes: 41 * MB, recordsBytes: 6 * MB } } as const
export const windows = {
  kind: 'desktop',
  os: 'windows',
  status: { processes: 3, cacheBytes: 210 * MB, recordsBytes: 35 * MB },
} as const
export const mac = {
  kind: 'desktop',
  os: 'macos',
  status: { processes: 2, cacheBytes: 120 * MB, recordsBytes: 28 * MB },
} as const
