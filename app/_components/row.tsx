import type { ReactNode } from 'react'
import type { DeviceKind, DeviceOs } from '#domain/device.ts'
import { DevicePicture, type Lamp } from './device-picture.tsx'

type RowProps = {
  readonly device: { readonly kind: DeviceKind; readonly os: DeviceOs }
  readonly lamp: Lamp
  readonly name: ReactNode
  readonly tags?: ReactNode
  readonly facts?: readonly ReactNode[]
  readonly state?: ReactNode
  readonly actions?: ReactNode
  /** `menu`: a tool alone, beside the name on phones; `rec`: a link alone. */
  readonly actionsKind?: 'menu' | 'menu rec'
  readonly below?: ReactNode
  readonly id?: string
}

/** One device in a list: picture, name, facts, state, action. Columns are fixed, so states stand under one another. */
export function Row({ device, lamp, name, tags, facts = [], state, actions, actionsKind, below, id }: RowProps) {
  return (
    <li className="row" id={id}>
      <DevicePicture device={device} lamp={lamp} />
      <div className="what">
        <div className="name">
          {name} {tags}
        </div>
        {facts.length > 0 && <DotList facts={facts} />}
      </div>
      <div className="pres">{state}</div>
      <div className={actionsKind === undefined ? 'acts' : `acts ${actionsKind}`}>{actions}</div>
      {below !== undefined && <div className="below">{below}</div>}
    </li>
  )
}

/** Facts divided by middle dots. */
export function DotList({ facts }: { facts: readonly ReactNode[] }) {
  return (
    <div className="dot-list">
      {facts.map((fact, i) => (
        <span key={i}>{fact}</span>
      ))}
    </div>
  )
}
