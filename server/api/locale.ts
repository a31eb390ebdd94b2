/** The languages that a problem's `detail` speaks. */
export type Locale = 'en' | 'zh-CN'

/** The first language of `Accept-Language` that we speak, by its weight; English without any (RFC 9110, 12.5.4). */
export function localeOf(acceptLanguage: string | null | undefined): Locale {
  const wishes = (acceptLanguage ?? '').split(',').map((part, i) => {
    const [tag = '', ...params] = part.trim().toLowerCase().split(';')
    const q = params.map((param) => param.trim()).find((param) => param.startsWith('q='))
    return { tag: tag.trim(), weight: q === undefined ? 1 : Number(q.slice(2)) || 0, i }
  })
  const spoken = wishes.filter(({ tag, weight }) => weight > 0 && /^(en|zh)(-|$)/.test(tag))
  spoken.sort((a, b) => b.weight - a.weight || a.i - b.i)
  return spoken[0]?.tag.startsWith('zh') ? 'zh-CN' : 'en'
}
