import { useLocale, useTranslations } from 'next-intl'
import type { SignOutView } from '#protocol/sign-out.ts'

/** What the device was asked to do, in words; empty for the standard sign-out. */
export function useOptionWords(): (signOut: Pick<SignOutView, 'options' | 'device'>) => string {
  const t = useTranslations()
  const locale = useLocale()
  return ({ options, device }) => {
    const words = [
      options.exit === null ? null : t(options.exit === 'full' ? 'term.fullExit' : 'term.quickExit'),
      options.cleanup === null ? null : t(`mac.level.${options.cleanup}`),
      options.keepRecords ? t('term.keepRecords') : null,
      options.clearCache && device.kind !== 'web' ? t('term.clearCache') : null,
      options.unbind ? t('term.unbind') : null,
    ].filter((word) => word !== null)
    return words.join(locale === 'en' ? ', ' : '，')
  }
}
