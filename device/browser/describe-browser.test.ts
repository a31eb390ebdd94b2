import { expect, test } from 'vitest'
import { describeBrowser, type BrowserEnvironment } from './describe-browser.ts'

const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15'
const PIXEL =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
const WECOM_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh'
const WECOM_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) wxwork/4.1.26 MailPlugin_Electron WeMail embeddisk'
const WECHAT_ANDROID =
  'Mozilla/5.0 (Linux; Android 13; zh-cn; V2241A Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MicroMessenger/8.0.48.2580(0x28003036) Language/zh_CN'
const GALAXY_TAB =
  'Mozilla/5.0 (Linux; Android 13; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'

const browser = (userAgent: string, more: Partial<BrowserEnvironment> = {}): BrowserEnvironment => ({
  userAgent,
  platform: '',
  maxTouchPoints: 0,
  ...more,
})

// issue 2, 3.2: iPad, phone and desktop browsers are told apart, also an iPad in desktop mode; WeCom's browser is recognised.
test.each([
  ['a Mac', browser(MAC, { platform: 'MacIntel' }), 'web', 'macos', 'Safari on Mac', 'Mac 上的 Safari'],
  [
    'an iPad in desktop mode',
    browser(MAC, { platform: 'MacIntel', maxTouchPoints: 5 }),
    'tablet',
    'ipados',
    'Safari on iPad',
    'iPad 上的 Safari',
  ],
  ['an iPhone', browser(IPHONE, { maxTouchPoints: 5 }), 'phone', 'ios', 'Safari on iPhone', 'iPhone 上的 Safari'],
  ['WeCom on an iPhone', browser(WECOM_IPHONE), 'phone', 'ios', 'WeCom on iPhone', 'iPhone 上的企业微信'],
  [
    'WeCom on Windows',
    browser(WECOM_WINDOWS, { platform: 'Win32' }),
    'web',
    'windows',
    'WeCom on Windows',
    'Windows 上的企业微信',
  ],
  ['WeChat on Android', browser(WECHAT_ANDROID), 'phone', 'android', 'WeChat on V2241A', 'V2241A 上的微信'],
  ['Chrome on a reduced Android', browser(PIXEL), 'phone', 'android', 'Chrome on Android', 'Android 上的 Chrome'],
  [
    'Chrome with hints',
    browser(PIXEL, { hints: { platform: 'Android', mobile: true, model: 'Pixel 8' } }),
    'phone',
    'android',
    'Chrome on Pixel 8',
    'Pixel 8 上的 Chrome',
  ],
  ['an Android tablet', browser(GALAXY_TAB), 'tablet', 'android', 'Chrome on SM-X710', 'SM-X710 上的 Chrome'],
  [
    'Windows',
    browser(WINDOWS, { platform: 'Win32', maxTouchPoints: 10 }),
    'web',
    'windows',
    'Chrome on Windows',
    'Windows 上的 Chrome',
  ],
  ['Edge', browser(`${WINDOWS} Edg/126.0.0.0`), 'web', 'windows', 'Edge on Windows', 'Windows 上的 Edge'],
  [
    'Firefox on Linux',
    browser('Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'),
    'web',
    'linux',
    'Firefox on Linux',
    'Linux 上的 Firefox',
  ],
  ['nothing known', browser('curl/8'), 'web', 'other', 'Browser on this device', '此设备上的浏览器'],
] as const)('%s', (_, environment, kind, os, en, zh) => {
  expect(describeBrowser(environment, 'en')).toMatchObject({ kind, os, name: en })
  expect(describeBrowser(environment, 'zh-CN').name).toBe(zh)
})

test('says the version of what it recognised', () => {
  expect(describeBrowser(browser(WECOM_WINDOWS), 'en').appVersion).toBe('4.1.26')
  expect(describeBrowser(browser(WINDOWS), 'en').appVersion).toBe('126.0.0.0')
})
