import { useLocale } from 'next-intl'
import { Children, Fragment, type ReactNode } from 'react'

/** Sentences one after another: with a space between them in English, without one in Chinese, whose full stop brings its own. */
export function Sentences({ children }: { readonly children: ReactNode }) {
  const gap = useLocale() === 'en' ? ' ' : ''
  return Children.toArray(children).map((sentence, at) => (
    <Fragment key={at}>
      {at > 0 && gap}
      {sentence}
    </Fragment>
  ))
}
