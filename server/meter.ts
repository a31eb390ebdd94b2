import { Counter, Histogram, type Metric } from 'prom-client'
import type { Meter } from './commands/ports.ts'

/** Seconds of sync lag, from a device that is there to one that comes back after a day. */
const LAGS_S = [1, 5, 15, 60, 180, 300, 600, 900, 1_800, 3_600, 14_400, 86_400]

/** The figures of this process that add up over its life, for `/metrics`. */
export function createMeter(): Meter & { readonly metrics: readonly Metric[] } {
  const lag = new Histogram({
    name: 'signoff_sync_lag_seconds',
    help: 'From the end of access to the confirmation that was accepted here',
    buckets: LAGS_S,
    registers: [],
  })
  const refused = new Counter({
    name: 'signoff_confirmations_refused_total',
    help: 'Confirmations that were refused here, by reason',
    labelNames: ['code'],
    registers: [],
  })
  const handshakes = new Counter({
    name: 'signoff_handshakes_refused_total',
    help: 'Socket handshakes that were answered 429 here, because their network sent too many that proved no session',
    registers: [],
  })
  return {
    metrics: [lag, refused, handshakes],
    confirmed: (lagMs) => lag.observe(lagMs / 1000),
    refused: (code) => refused.inc({ code }),
    handshakeRefused: () => handshakes.inc(),
  }
}
