import type { ToldData, ToldKind } from '#domain/letter.ts'
import type { About, Written } from './compose.ts'
import { countryName } from './country.ts'

const place = (code: string | null) =>
  code === null ? '未知' : code === 'private' ? '内部网络' : countryName('zh-CN', code)

const LIST = new Intl.ListFormat('zh-CN')
const listed = ({ names = [], device }: Pick<ToldData, 'names' | 'device'>) =>
  names.length === 0 ? device : LIST.format(names)

function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return minutes < 1
    ? `${Math.floor(ms / 1000)}秒`
    : minutes < 60
      ? `${minutes}分钟`
      : `${Math.floor(minutes / 60)}小时`
}

type Words = { readonly subject: string; readonly lines: readonly string[]; readonly label: string }
const WORDS: Readonly<Record<ToldKind, (data: ToldData) => Words>> = {
  'sign-out-confirmed': ({ device, ms }) => ({
    subject: `“${device}”已确认退出`,
    lines: [`终止访问${span(ms)}后，“${device}”已停止运行并完成清理，且以设备签名确认。`],
    label: '查看回执',
  }),
  'sign-out-failed': ({ device }) => ({
    subject: `“${device}”未能完成全部清理`,
    lines: [`“${device}”的访问已终止，但设备报告清理未能全部完成。`],
    label: '查看状态',
  }),
  'sign-out-waived': ({ device }) => ({
    subject: `“${device}”的退出已由管理员结案`,
    lines: [`“${device}”一直未确认，管理员已说明原因并结案，访问仍保持终止。`],
    label: '查看原因',
  }),
  'sign-out-forced': (data) => ({
    subject: '管理员已终止您部分设备的访问',
    lines: [`已终止访问的设备：${listed(data)}。`],
    label: '查看原因',
  }),
  'sign-out-overdue': ({ device, ms }) => ({
    subject: `“${device}”超时未确认退出`,
    lines: [`已过${span(ms)}，“${device}”仍未确认退出。访问已经终止，仅清理结果尚未确认；设备重新联网后会自动完成。`],
    label: '查看状态',
  }),
  'new-sign-in': ({ device, place: from }) => ({
    subject: `“${device}”有新的登录，是您本人吗？`,
    lines: [
      `您的账号刚在“${device}”上登录，大致位置：${place(from)}。`,
      '如非本人操作，请打开“我的设备”并选择“不是我”，该登录将立即终止。',
    ],
    label: '去确认',
  }),
  'secure-account': ({ device }) => ({
    subject: '请设置新密码',
    lines: [`“${device}”上的登录并非您本人操作，已被终止。对方知道您的密码，请立即设置新密码。`],
    label: '设置新密码',
  }),
  'overdue-members': ({ n, ...data }) => ({
    subject: `有${n}项退出超时未确认`,
    lines: [`超时未确认：${listed(data)}。访问均已终止，仅清理结果尚未确认。`],
    label: '打开实时同步',
  }),
}

/** 收件箱通知的中文邮件。 */
export function toldInChinese(data: ToldData, { time }: About): Written {
  const { subject, lines, label } = WORDS[data.what](data)
  return { subject, lines: [...lines, `时间：${time(data.at)}。`], action: { label, path: data.path } }
}
