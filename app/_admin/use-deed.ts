import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { call, type Answer } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

export type Deed<Body> = {
  readonly busy: boolean
  /** The server wants the password first; `again` repeats what was asked. */
  readonly stepUp: boolean
  readonly problem: string | null
  readonly result: Body | null
  readonly run: () => Promise<void>
}

/** One call that changes something for an administrator: busy, refused in words, or waiting for the password. */
export function useDeed<Body>(
  ask: () => readonly [method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown],
  done?: (body: Body) => void,
): Deed<Body> {
  const text = useProblemText()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [stepUp, setStepUp] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [result, setResult] = useState<Body | null>(null)
  const run = async () => {
    setBusy(true)
    const answer: Answer<Body> = await call<Body>(...ask())
    setBusy(false)
    const needs = !answer.ok && answer.problem.code === 'step_up_required'
    setStepUp(needs)
    setProblem(answer.ok || needs ? null : text(answer.problem))
    if (!answer.ok) return
    setResult(answer.body)
    router.refresh()
    done?.(answer.body)
  }
  return { busy, stepUp, problem, result, run }
}
