import { useTranslations } from 'next-intl'
import type { Problem } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

/** Why a code cannot be used, and what to do instead. */
export function useLinkProblem(): (problem: Problem) => string {
  const t = useTranslations('link')
  const text = useProblemText()
  return (problem) => {
    const { code, more } = problem
    if (code === 'wrong_number') return t('wrong', { n: typeof more.left === 'number' ? more.left : 0 })
    const known = {
      unknown_code: 'unknown',
      code_expired: 'codeExpired',
      code_burnt: 'burnt',
      already_decided: 'decided',
      linked_device: 'linkedDevice',
      rate_limited: 'tooMany',
    } as const
    const name = known[code as keyof typeof known]
    return name === undefined ? text(problem) : t(name)
  }
}
