/** Two letters for a name: the initials of a Latin one, the last two characters of a Chinese one. */
export function initials(name: string): string {
  const trimmed = name.trim()
  if (/\p{Script=Han}/u.test(trimmed)) return [...trimmed.replaceAll(/\s/g, '')].slice(-2).join('')
  const words = trimmed.split(/\s+/).filter((word) => word !== '')
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}
