import type { BrowserEnvironment } from './describe-browser.ts'

type Hints = { readonly platform?: string; readonly mobile?: boolean; readonly model?: string }
type HintedNavigator = Navigator & {
  readonly userAgentData?: Hints & { getHighEntropyValues?(names: readonly string[]): Promise<Hints> }
}

/** Reads the browser this page runs in; the model only where the browser offers it (Chromium on Android). */
export async function browserEnvironment(
  navigator: HintedNavigator = globalThis.navigator,
): Promise<BrowserEnvironment> {
  const data = navigator.userAgentData
  const detail = await data?.getHighEntropyValues?.(['model']).catch(() => null)
  const base = {
    userAgent: navigator.userAgent,
    platform: navigator.platform,
    maxTouchPoints: navigator.maxTouchPoints,
  }
  if (data === undefined) return base
  const { platform, mobile } = data
  const model = detail?.model
  return {
    ...base,
    hints: {
      ...(platform === undefined ? {} : { platform }),
      ...(mobile === undefined ? {} : { mobile }),
      ...(model === undefined || model === '' ? {} : { model }),
    },
  }
}
