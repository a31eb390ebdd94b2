import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { createEvents } from './events.ts'
import type { Peers, Step } from './ports.ts'
import type { Notice } from './records.ts'
import type { RunnerNews } from './runner-ports.ts'
import type { ClientState, DeviceEvents, LockedStep, SignedOut } from './state.ts'

export type Standing = ReturnType<typeof createStanding>

/** Where the device stands, said to listeners and to the other tabs. A locked device never becomes active again by itself. */
export function createStanding(
  events: ReturnType<typeof createEvents<DeviceEvents>>,
  peers: Peers<ClientState>,
  over: () => void,
) {
  let state: ClientState = { phase: 'starting' }
  const lags = new Map<string, number>()

  function set(next: ClientState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return
    const was = state.phase
    state = next
    events.emit('state', next)
    if (next.phase === 'locked' && was !== 'locked') events.emit('locked', next)
    if (next.phase === 'signed-out' && was !== 'signed-out') {
      events.emit('signedOut', next)
      over()
    }
  }

  function move(step: LockedStep, progress: Step | null): void {
    if (state.phase !== 'locked') return
    set({ ...state, step, progress })
    peers.tell(state)
  }

  function lock(signOutId: string, notice: Notice | null): void {
    const present = state.phase === 'locked' && state.signOutId === signOutId ? state : null
    if (state.phase === 'signed-out' && state.signOutId === signOutId) return
    const step = present?.step ?? 'waiting'
    set({
      phase: 'locked',
      signOutId,
      notice: notice ?? present?.notice ?? null,
      step,
      progress: present?.progress ?? null,
    })
  }

  function finish(signOutId: string, notice: Notice | null, report: ConfirmationClaims | null = null): void {
    const signedOut: SignedOut = {
      phase: 'signed-out',
      signOutId,
      notice,
      lagMs: lags.get(signOutId) ?? null,
      ...(report === null ? {} : { report }),
    }
    peers.tell(signedOut)
    set(signedOut)
  }

  const deafen = peers.hear((said) => {
    if (said.phase === 'signed-out' || (said.phase === 'locked' && state.phase !== 'signed-out')) set(said)
  })

  return {
    state: (): ClientState => state,
    /** Listens to the other tabs no longer. */
    deafen,
    lock,
    finish,
    active: (sessionId: string, deviceId: string) => set({ phase: 'active', sessionId, deviceId }),
    none: () => set({ phase: 'none' }),
    lag: (signOutId: string, lagMs: number) => void lags.set(signOutId, lagMs),
    /** What the runner says. Orders about earlier sessions change nothing of where this one stands. */
    hear(news: RunnerNews): void {
      const { order } = news
      const own = state.phase === 'locked' && state.signOutId === order.signOutId
      if (news.type === 'refused') events.emit('refused', { code: news.code, data: { signOutId: order.signOutId } })
      if (news.type === 'finished' && news.current)
        return finish(order.signOutId, own ? noticeOf(state) : null, news.report)
      if (news.type === 'lag') lags.set(order.signOutId, news.lagMs)
      if (!own) return
      if (news.type === 'stage') move(news.step, news.progress)
      if (news.type === 'not-now') move('not-now', null)
      if (news.type === 'answered' || news.type === 'refused') move('failed', null)
    },
  }
}

function noticeOf(state: ClientState): Notice | null {
  return state.phase === 'locked' ? state.notice : null
}
