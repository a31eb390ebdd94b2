import type { DeviceKind, DeviceOs } from '#domain/device.ts'

/** What a page can read about the browser it runs in. */
export type BrowserEnvironment = {
  readonly userAgent: string
  readonly platform: string
  readonly maxTouchPoints: number
  /** Of `navigator.userAgentData`, where the browser has it. */
  readonly hints?: { readonly platform?: string; readonly model?: string; readonly mobile?: boolean }
}
export type BrowserDescription = {
  readonly kind: DeviceKind
  readonly os: DeviceOs
  readonly name: string
  readonly model: string | null
  readonly appVersion: string | null
}
export type Locale = 'en' | 'zh-CN'

type Family = { readonly test: RegExp; readonly en: string; readonly zh: string }

/** In this order: each later one's pattern also occurs in the user agents before it (WeCom says MicroMessenger, Edge says Chrome, …). */
const BROWSERS: readonly Family[] = [
  { test: /wxwork\/([\d.]+)/i, en: 'WeCom', zh: '企业微信' },
  { test: /MicroMessenger\/([\d.]+)/i, en: 'WeChat', zh: '微信' },
  { test: /DingTalk\/([\d.]+)/i, en: 'DingTalk', zh: '钉钉' },
  { test: /(?:Feishu|Lark)\/([\d.]+)/i, en: 'Feishu', zh: '飞书' },
  { test: /Edg(?:A|iOS)?\/([\d.]+)/, en: 'Edge', zh: 'Edge' },
  { test: /(?:OPR|Opera|OPT)\/([\d.]+)/, en: 'Opera', zh: 'Opera' },
  { test: /SamsungBrowser\/([\d.]+)/, en: 'Samsung Internet', zh: '三星浏览器' },
  { test: /HuaweiBrowser\/([\d.]+)/, en: 'Huawei Browser', zh: '华为浏览器' },
  { test: /MiuiBrowser\/([\d.]+)/, en: 'Mi Browser', zh: '小米浏览器' },
  { test: /QQBrowser\/([\d.]+)/, en: 'QQ Browser', zh: 'QQ 浏览器' },
  { test: /UCBrowser\/([\d.]+)/, en: 'UC Browser', zh: 'UC 浏览器' },
  { test: /(?:Firefox|FxiOS)\/([\d.]+)/, en: 'Firefox', zh: 'Firefox' },
  { test: /(?:Chrome|CriOS|Chromium)\/([\d.]+)/, en: 'Chrome', zh: 'Chrome' },
  { test: /Version\/([\d.]+).*Safari/, en: 'Safari', zh: 'Safari' },
]
const OTHER: Family = { test: /^/, en: 'Browser', zh: '浏览器' }

const OS_NAMES: Readonly<Record<DeviceOs, readonly [en: string, zh: string]>> = {
  ios: ['iPhone', 'iPhone'],
  ipados: ['iPad', 'iPad'],
  android: ['Android', 'Android'],
  windows: ['Windows', 'Windows'],
  macos: ['Mac', 'Mac'],
  linux: ['Linux', 'Linux'],
  other: ['this device', '此设备'],
}

/**
 * What device this browser is (protocol.md, part 3: a browser on a phone is `phone`, on an iPad `tablet`). An iPad in desktop mode says
 * it is a Mac; but no Mac has a touch screen. WeCom's browser also says WeChat, so it is looked for first. Pure.
 */
export function describeBrowser(environment: BrowserEnvironment, locale: Locale): BrowserDescription {
  const { userAgent, hints } = environment
  const os = osOf(environment)
  const family = BROWSERS.find(({ test }) => test.test(userAgent)) ?? OTHER
  const [en, zh] = OS_NAMES[os]
  const model = modelOf(environment, os)
  const place = model ?? (locale === 'en' ? en : zh)
  return {
    kind: kindOf(environment, os),
    os,
    name: locale === 'en' ? `${family.en} on ${place}` : spaced(spaced(place, '上的'), family.zh),
    model: model ?? hints?.model ?? null,
    appVersion: family.test.exec(userAgent)?.[1] ?? null,
  }
}

/** Joins with a space where Latin letters meet Chinese ones, as Chinese typography does. */
function spaced(left: string, right: string): string {
  const latin = (letter: string | undefined) => letter !== undefined && /[!-~]/.test(letter)
  return left + (latin(left.at(-1)) === latin(right[0]) ? '' : ' ') + right
}

function osOf({ userAgent, platform, maxTouchPoints, hints }: BrowserEnvironment): DeviceOs {
  if (/iPhone|iPod/.test(userAgent)) return 'ios'
  if (/iPad/.test(userAgent)) return 'ipados'
  const claimed = `${hints?.platform ?? ''} ${platform}`
  const mac = /Mac/i.test(claimed) || /Macintosh/.test(userAgent)
  if (mac && maxTouchPoints > 1) return 'ipados'
  if (/Android|HarmonyOS|OpenHarmony/i.test(userAgent) || /Android/i.test(claimed)) return 'android'
  if (/Windows/.test(userAgent) || /^\s*Win/i.test(claimed)) return 'windows'
  if (mac) return 'macos'
  return /Linux|CrOS|X11/.test(userAgent) || /Linux/i.test(claimed) ? 'linux' : 'other'
}

function kindOf({ userAgent, hints }: BrowserEnvironment, os: DeviceOs): DeviceKind {
  if (os === 'ios') return 'phone'
  if (os === 'ipados') return 'tablet'
  if (os !== 'android') return 'web'
  // Android's own rule: a phone says Mobile, a tablet does not. WeCom and WeChat on a tablet keep to it.
  return hints?.mobile === true || /Mobile/i.test(userAgent) ? 'phone' : 'tablet'
}

/** `Linux; Android 14; Pixel 8 Build/…` names the model; Chrome's reduced user agent says only `K`. */
function modelOf({ userAgent, hints }: BrowserEnvironment, os: DeviceOs): string | null {
  if (os !== 'android') return null
  const hinted = hints?.model
  if (hinted !== undefined && hinted !== '') return hinted
  const said = /Android [\d.]+; (?:[a-z]{2}[-_][A-Za-z]{2}; )?([^;)]+?)(?: Build\/[^;)]*)?[;)]/
    .exec(userAgent)?.[1]
    ?.trim()
  return said === undefined || /^(K|wv|Mobile|Tablet|rv:.*)$/.test(said) ? null : said.slice(0, 128)
}
