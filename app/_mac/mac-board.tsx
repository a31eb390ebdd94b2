'use client'
import { useTranslations } from 'next-intl'
import { MAC_STEPS } from '#domain/mac-exit.ts'
import type { DeviceView } from '#protocol/device.ts'
import { Bones } from '#app/_components/bones.tsx'
import { DevicePicture } from '#app/_components/device-picture.tsx'
import { Inset } from '#app/_components/notice.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import { MacCommands } from './mac-commands.tsx'
import { MacCounts } from './mac-counts.tsx'
import { MacStepList } from './mac-step-list.tsx'
import { useMacExit } from './use-mac-exit.ts'

/** The guide's steps at the Mac itself, with ticks and counts that stay with the device. Signoff runs none of it. */
export function MacBoard({ device }: { device: Pick<DeviceView, 'id' | 'name' | 'kind' | 'os'> }) {
  const t = useTranslations('macPage')
  const text = useProblemText()
  const { exit, change, problem } = useMacExit(device.id)
  const done = exit === null ? 0 : MAC_STEPS.filter((step) => exit[step]).length
  return (
    <main className="col" id="main">
      <div className="head">
        <DevicePicture device={device} lamp="off" />
        <div>
          <h1 tabIndex={-1}>{t('title', { device: device.name })}</h1>
          <p className="sub">{t('sub')}</p>
        </div>
      </div>
      {problem !== null && (
        <Inset tone="bad" icon="bad" alert>
          <p>{text(problem)}</p>
        </Inset>
      )}
      {exit === null ? (
        problem === null && <Bones rows={4} />
      ) : (
        <>
          <div className="sec-head">
            <h2>{t('steps')}</h2>
            <span className="push" role="status">
              {exit.thorough ? (
                <StateLabel tone="done" icon="done">
                  {t('thorough')}
                </StateLabel>
              ) : (
                <StateLabel tone="closed" icon="todo">
                  {t('doneOf', { n: done, of: MAC_STEPS.length })}
                </StateLabel>
              )}
            </span>
          </div>
          <MacStepList exit={exit} change={change} />
          <MacCounts exit={exit} change={change} />
          <MacCommands />
        </>
      )}
    </main>
  )
}
