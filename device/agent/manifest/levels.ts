import type { SignOutOptions } from '#domain/sign-out/options.ts'
import type { PathClass } from './manifest.ts'

export const LEVELS = ['basic', 'deep', 'full'] as const
export type Level = (typeof LEVELS)[number]

const OF_LEVEL: Readonly<Record<Level, readonly PathClass[]>> = {
  basic: ['config'],
  deep: ['config', 'cache', 'plugins'],
  full: ['config', 'cache', 'plugins', 'logs'],
}

/** What a level takes: `basic` the configuration, `deep` also caches and plug-in data, `full` also logs; never records. */
export function classesOfLevel(level: Level): readonly PathClass[] {
  return OF_LEVEL[level]
}

/** What a sign-out takes: the level's (`basic` where the system has no levels), records unless they are kept, the cache with clearCache. */
export function classesOfOrder({ cleanup, clearCache, keepRecords }: SignOutOptions): ReadonlySet<PathClass> {
  const classes = new Set<PathClass>(OF_LEVEL[cleanup ?? 'basic'])
  if (clearCache) classes.add('cache')
  if (!keepRecords) classes.add('records')
  return classes
}
