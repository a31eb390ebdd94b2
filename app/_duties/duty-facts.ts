import { useTranslations } from 'next-intl'
import type { ObligationView } from '#protocol/obligation.ts'
import { dateTime, duration } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

/** What is worth knowing of a duty beside its title, each only where it is known. */
export function useDutyFacts(): (duty: ObligationView) => readonly string[] {
  const t = useTranslations('duty')
  const style = useTimeStyle()
  return ({ kind, data, source, outcome, interruptedAt, repairMs }) => [
    ...(kind === 'reminder' || kind === 'customer-group' ? [t(`kind.${kind}`)] : []),
    ...(data.flow === undefined ? [] : [data.flow]),
    ...(data.at === undefined ? [] : [t('due', { at: dateTime(data.at, style) })]),
    ...(data.to === undefined ? [] : [t('recipients', { n: data.to.length })]),
    ...(data.role === 'owner' ? [t('owner')] : []),
    ...(data.amount === undefined ? [] : [money(data.amount, data.currency, style.locale)]),
    ...(data.due === undefined ? [] : [t('due', { at: data.due.slice(0, 10) })]),
    ...(outcome === null || outcome === 'done' ? [] : [t(`outcome.${outcome}`)]),
    ...(interruptedAt === null ? [] : [t('interrupted', { at: dateTime(interruptedAt, style) })]),
    ...(repairMs === null ? [] : [t('repaired', { span: duration(repairMs, style.locale) })]),
    ...(source === '' || source === 'manual' || source === 'signoff' ? [] : [t('source', { source })]),
  ]
}

/** `¥320.00`; what is no currency is written behind its number. */
function money(amount: number, currency = 'CNY', locale: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
      amount,
    )
  } catch {
    return `${new Intl.NumberFormat(locale).format(amount)} ${currency}`
  }
}
