import type { ToldData, ToldKind } from '#domain/letter.ts'
import type { About, Written } from './compose.ts'

const COUNTRIES = new Intl.DisplayNames('zh-CN', { type: 'region' })
const place = (code: string | null) =>
  code === null ? '未知位置' : code === 'private' ? '内部网络' : (COUNTRIES.of(code) ?? code)

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
    lines: [`“${device}”在终止访问 ${span(ms)}后，以自己的签名确认已停止并完成清理。`],
    label: '查看回执',
  }),
  'sign-out-failed': ({ device }) => ({
    subject: `“${device}”未能完成全部清理`,
    lines: [`“${device}”已无法访问，但设备报告清理失败。`],
    label: '查看状态',
  }),
  'sign-out-waived': ({ device }) => ({
    subject: `“${device}”的退出已结案`,
    lines: [`“${device}”一直未确认，管理员已说明原因后结案。访问仍保持终止。`],
    label: '查看原因',
  }),
  'sign-out-forced': ({ device }) => ({
    subject: '管理员已终止您设备的访问',
    lines: [`已终止访问的设备：${device}。`],
    label: '查看原因',
  }),
  'sign-out-overdue': ({ device, ms }) => ({
    subject: `“${device}”超时未确认退出`,
    lines: [`“${device}”已 ${span(ms)}未确认。访问已终止，仅清理结果未确认。`],
    label: '查看状态',
  }),
  'new-sign-in': ({ device, place: from }) => ({
    subject: `“${device}”有新的登录，是您本人吗？`,
    lines: [`您的账号在“${device}”上登录，来自${place(from)}。如果不是您本人，请立即表示，该登录将被终止。`],
    label: '去确认',
  }),
  'secure-account': ({ device }) => ({
    subject: '请设置新密码',
    lines: [`“${device}”上的登录并非您本人，已被终止。在那里登录的人知道您的密码。`],
    label: '设置新密码',
  }),
  'overdue-members': ({ n, device }) => ({
    subject: `${n} 项退出超时未确认`,
    lines: [`超时未确认：${device}。访问已终止，仅清理结果未确认。`],
    label: '打开实时同步',
  }),
}

/** 收件箱通知的中文邮件。 */
export function toldInChinese(data: ToldData, { time }: About): Written {
  const { subject, lines, label } = WORDS[data.what](data)
  return { subject, lines: [...lines, `时间：${time(data.at)}。`], action: { label, path: data.path } }
}
