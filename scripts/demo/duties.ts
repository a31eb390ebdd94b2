import type { NewObligation } from '#protocol/obligation.ts'

const DAY_MS = 24 * 60 * 60_000

/** What hangs on whom when the demo begins, by e-mail address; the company's own bills have none. */
export type DemoDuty = Omit<NewObligation, 'ownerId'> & { readonly owner: string | null }

const at = (now: number, days: number) => new Date(now + days * DAY_MS).toISOString()
const customers = (owner: string, names: readonly string[]): DemoDuty[] =>
  names.map((title) => ({ owner, kind: title.endsWith('群') ? 'customer-group' : 'customer', title }))

/** Obligations of every kind. The owner has none that would gate a sign-out: the company is theirs to try things with. */
export function duties(now: number): readonly DemoDuty[] {
  const li = 'li.na@demo.example'
  const zhang = 'zhang.san@demo.example'
  const he = 'he.fang@demo.example'
  const zhou = 'zhou.tao@demo.example'
  const liu = 'liu.yang@demo.example'
  const flow = (name: string, applicantId?: string) => ({ flow: name, applicantId })
  return [
    ...customers(li, ['江南纺织', '北辰物流', 'Harbour Foods', '江南纺织采购群']),
    { owner: li, kind: 'scheduled-message', title: '周报提醒', data: { at: at(now, 4), text: '请在周五前提交周报' } },
    { owner: li, kind: 'reminder', title: '回访 Harbour Foods', data: { at: at(now, 2), text: 'Call Harbour Foods' } },
    { owner: li, kind: 'meeting', title: '销售晨会', data: { role: 'guest' } },
    ...customers('aisha.khan@demo.example', ['Lakeside Clinic', 'Orchid Hotels', '西湖茶业']),
    {
      owner: zhang,
      kind: 'scheduled-message',
      title: '季度报价通知',
      data: { at: at(now, 9), text: '新报价单已生效' },
    },
    { owner: zhang, kind: 'reminder', title: '合同续签', data: { at: at(now, 12) } },
    { owner: zhang, kind: 'meeting', title: '华东客户群', data: { role: 'guest' } },
    { owner: zhang, kind: 'meeting', title: '新品发布筹备组', data: { role: 'guest' } },
    { owner: zhang, kind: 'third-party-grant', title: '日程同步助手 Calendar Sync' },
    { owner: zhang, kind: 'api-grant', title: '报表导出 Report export' },
    {
      owner: liu,
      kind: 'scheduled-message',
      title: '构建日报',
      data: { at: at(now, 1), text: 'Nightly build report' },
    },
    { owner: liu, kind: 'third-party-grant', title: 'CI notifications' },
    { owner: he, kind: 'approval', title: '差旅报销 ¥3,260', data: flow('报销') },
    { owner: he, kind: 'approval', title: '年假五天', data: flow('请假') },
    { owner: he, kind: 'approval', title: 'Laptop for a new colleague', data: flow('Purchasing') },
    { owner: zhou, kind: 'approval', title: '折扣申请 8%', data: flow('销售折扣') },
    { owner: zhou, kind: 'meeting', title: '西区销售群', data: { role: 'owner' } },
    { owner: zhou, kind: 'scheduled-message', title: '节日问候', data: { at: at(now, 20), text: '中秋快乐' } },
    ...customers(zhou, ZHOUS_CUSTOMERS),
    ...customers('qian.jin@demo.example', ['东海造船', 'Summit Tools', '东海造船项目群']),
    {
      owner: null,
      kind: 'bill',
      title: '短信服务 SMS, October',
      data: { amount: 1280, currency: 'CNY', due: '2026-12-15' },
    },
    { owner: null, kind: 'bill', title: '存储扩容 Storage', data: { amount: 640, currency: 'CNY', due: '2026-11-30' } },
  ]
}

/** In the order in which they are handed over: set-up-leaving.ts says to whom, and what came of it. */
export const ZHOUS_CUSTOMERS = [
  '华信电子',
  '长河医药',
  '云海酒店',
  'Northwind Traders',
  '华信电子技术群',
  '星辰教育',
  'Blue Door Design',
  '山城餐饮',
  '天工机械',
  '海岸旅行社',
  'Fern & Co',
  '天工机械售后群',
] as const
