import type { ReactNode } from 'react'
import { Bar } from '#app/_frame/bar.tsx'
import { Rail, TabsBottom } from '#app/_frame/navigation.tsx'
import { RouteFocus } from '#app/_frame/route-focus.tsx'
import { SoftLinks } from '#app/_frame/soft-links.tsx'
import { StaleMark } from '#app/_frame/stale-mark.tsx'
import { readFrame } from '#app/_data/frame.ts'
import { LiveProvider } from '#app/_live/live-provider.tsx'
import { Messages } from '#app/i18n/messages.tsx'

/** The frame of every page of a signed-in member: rail, bar, column, and the page's one live connection. */
export default async function FrameLayout({ children }: { children: ReactNode }) {
  const frame = await readFrame()
  if (frame === null) return children
  return (
    <Messages of={['state', 'lag', 'devices', 'so', 'win', 'mac', 'device', 'exit', 'os', 'kind', 'gone', 'inbox']}>
      <LiveProvider head={frame.head} serverNow={frame.serverNow} waiting={frame.waiting} deviceId={frame.deviceId}>
        <StaleMark>
          <Rail rooms={frame.rooms} />
          <div className="main">
            <Bar name={frame.name} unread={frame.unread} />
            {children}
          </div>
        </StaleMark>
        <TabsBottom />
        <SoftLinks />
        <RouteFocus />
      </LiveProvider>
    </Messages>
  )
}
