import { describe, expect, it } from 'vitest'
import { ago, bytes, clock, dateTime, duration, moment } from './times.ts'

const at = Date.parse('2025-06-01T01:16:05.000Z')
const en = { locale: 'en', zone: 'Asia/Shanghai' } as const
const zh = { locale: 'zh-CN', zone: 'Asia/Shanghai' } as const
/** A number and its unit are held together by a no-break space. */
const held = (text: string) => text.replaceAll(/(\d) (?=\D)/g, '$1\u00a0')

describe('times as people read them (ux.md, part 2, i18n)', () => {
  it('writes a date and a time in both languages', () => {
    expect([dateTime(at, en), dateTime(at, zh)]).toEqual(['1 Jun 2025, 09:16', '2025年6月1日 09:16'])
    expect(clock(at, zh)).toBe('09:16:05')
  })

  it('leaves the day out on the same day, in the zone of the reader', () => {
    expect(moment(at, at + 1000, en)).toBe('09:16:05')
    expect(moment(at, at + 20 * 3_600_000, en)).toBe('1 Jun 2025, 09:16:05')
  })

  it.each([
    [30_000, 'just now', '刚刚'],
    [180_000, '3 minutes ago', '3分钟前'],
    [3 * 3_600_000, '3 hours ago', '3小时前'],
    [26 * 3_600_000, 'yesterday', '昨天'],
    [49 * 3_600_000, '2 days ago', '前天'],
  ])('%i ms ago', (span, english, chinese) => {
    expect([ago(at, at + span, 'en'), ago(at, at + span, 'zh-CN')]).toEqual([english, chinese])
  })

  it.each([
    [0, '0 s', '0秒'],
    [2_400, '2 s', '2秒'],
    [278_000, '4 min 38 s', '4分38秒'],
    [240_000, '4 min', '4分钟'],
    [7_500_000, '2 h 5 min', '2小时5分钟'],
    [266_400_000, '3 d 2 h', '3天2小时'],
    [-5, '0 s', '0秒'],
  ])('a span of %i ms', (span, english, chinese) => {
    expect([duration(span, 'en'), duration(span, 'zh-CN')]).toEqual([held(english), chinese])
  })

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 KB'],
    [81_200_000, '81 MB'],
    [999_600_000, '1 GB'],
  ])('%i bytes', (count, text) => {
    expect(bytes(count)).toBe(held(text))
  })
})
