import { useTranslations } from 'next-intl'
import type { Problem } from './call.ts'

/** A refusal in the words of the person: ours where the page knows better, else the server's, which speaks their language. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTranslations('err')
  return (problem) => {
    if (problem.code === 'network') return t('network')
    if (problem.code === 'sign_out_open') return t('signOutOpen')
    return problem.errors[0]?.detail || problem.detail || t('generic')
  }
}
