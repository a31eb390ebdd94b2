'use client'
import { useCallback, useEffect, useState } from 'react'
import type { MacExitChange, MacExitView } from '#protocol/mac-exit.ts'
import { call, type Problem } from '#app/_live/call.ts'

export type ChangeMac = (change: MacExitChange) => Promise<void>

/** The ticks and counts of one Mac, as the server keeps them. A tick is shown when the server has it. */
export function useMacExit(deviceId: string): {
  readonly exit: MacExitView | null
  readonly change: ChangeMac
  readonly problem: Problem | null
} {
  const path = `/api/v1/devices/${deviceId}/mac-exit`
  const [exit, setExit] = useState<MacExitView | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const ask = useCallback(
    async (change?: MacExitChange) => {
      const answer = await (change === undefined
        ? call<MacExitView>('GET', path)
        : call<MacExitView>('PATCH', path, change))
      setProblem(answer.ok ? null : answer.problem)
      if (answer.ok) setExit(answer.body)
    },
    [path],
  )
  useEffect(() => void ask(), [ask])
  return { exit, change: ask, problem }
}
