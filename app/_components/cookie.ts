const YEAR_S = 365 * 24 * 60 * 60

/** Remembers what a person chose for their pages (language, theme, zone); never anything secret. `maxAgeS` 0 forgets it. */
export function remember(name: string, value: string, maxAgeS = YEAR_S): void {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${maxAgeS}; samesite=lax${secure}`
}

export function recall(name: string): string | null {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found === undefined ? null : decodeURIComponent(found.slice(name.length + 1))
}
