import type { DemoMember } from './company.ts'
import { android, mac, phone, tablet, windows } from './device-kinds.ts'

/** What is measured is shown from five reports on. */
function fiveTimes<T>(options: readonly T[]): T[] {
  return Array.from({ length: 5 }, () => options).flat()
}

/**
 * The first one is whom a newcomer signs in as: four devices, so that the browser takes the fifth place and a sixth shows the chooser; one
 * was linked by QR, one is slow, one puts it off. The rest shows an administrator every state there is.
 */
export const MEMBERS: readonly DemoMember[] = [
  {
    name: '李娜',
    email: 'li.na@demo.example',
    department: 'sales',
    handlesCustomers: true,
    devices: [
      {
        ...phone,
        name: '李娜的 iPhone 15',
        model: 'iPhone 15',
        afterMs: [1_500, 3_000],
        approvesAfterMs: [5_000, 8_000],
      },
      { ...tablet, name: '李娜的 iPad Air', model: 'iPad Air', linkedBy: '李娜的 iPhone 15', afterMs: [2_000, 4_000] },
      {
        ...windows,
        name: '销售部-PC-07',
        model: 'ThinkPad X1',
        behaviour: 'slow',
        afterMs: [14_000, 20_000],
        status: { ...windows.status, transfers: 1 },
      },
      {
        ...mac,
        name: 'Li Na’s MacBook Pro',
        model: 'MacBook Pro 14',
        behaviour: 'not-now',
        forMs: 8_000,
        afterMs: [3_000, 5_000],
      },
    ],
  },
  {
    name: '王磊',
    email: 'wang.lei@demo.example',
    department: 'engineering',
    role: 'owner',
    devices: [
      {
        ...windows,
        name: '王磊的工作站',
        model: 'Precision 3680',
        lastExit: { kind: 'logoff', integrity: 'complete' },
      },
      { ...android, name: '王磊的 Mate 60', model: 'Mate 60 Pro' },
    ],
  },
  {
    name: '陈静',
    email: 'chen.jing@demo.example',
    department: 'people',
    role: 'admin',
    devices: [
      {
        ...mac,
        name: '陈静的 MacBook Air',
        model: 'MacBook Air',
        real: true,
        signsOut: [{ cleanup: 'basic' }, { cleanup: 'deep' }, { cleanup: 'full', clearCache: true }],
        returnAfterMs: 1_000,
      },
      { ...phone, name: '陈静的 iPhone', model: 'iPhone 14', behaviour: 'slow', afterMs: [20_000, 30_000] },
    ],
  },
  {
    name: 'Maria Santos',
    email: 'maria.santos@demo.example',
    department: 'people',
    role: 'hr',
    devices: [{ ...windows, name: 'Maria’s laptop', model: 'Latitude 7440', afterMs: [2_000, 5_000] }],
  },
  {
    name: '张三',
    email: 'zhang.san@demo.example',
    department: 'sales',
    devices: [
      { ...android, name: '张三的小米 14', model: 'Xiaomi 14', behaviour: 'fail', times: 1 },
      { ...windows, name: '销售部-PC-12', model: 'OptiPlex', behaviour: 'silent' },
    ],
  },
  {
    name: 'Chen Yu',
    email: 'chen.yu@demo.example',
    department: 'engineering',
    devices: [
      { kind: 'desktop', os: 'linux', name: 'chenyu@nas', model: 'Debian 12', connection: 'http' },
      { ...tablet, name: 'Chen Yu’s iPad', model: 'iPad mini', behaviour: 'offline' },
    ],
  },
  {
    name: '刘洋',
    email: 'liu.yang@demo.example',
    department: 'engineering',
    devices: [
      { ...mac, name: '刘洋的 Mac mini', model: 'Mac mini', behaviour: 'partial', times: 1 },
      { ...phone, name: '刘洋的 iPhone SE', model: 'iPhone SE' },
    ],
  },
  {
    name: '赵敏',
    email: 'zhao.min@demo.example',
    department: 'sales',
    handlesCustomers: true,
    customerLimit: 40,
    devices: [
      { ...android, name: '赵敏的 Pura 70', model: 'Pura 70', behaviour: 'offline', forMs: 180_000 },
      {
        ...windows,
        name: '销售部-PC-03',
        model: 'ThinkPad T14',
        behaviour: 'killed',
        afterMs: 4_000,
        forMs: 6_000,
        slowerPct: 15,
      },
    ],
  },
  {
    name: 'James O’Connor',
    email: 'james.oconnor@demo.example',
    department: 'engineering',
    devices: [
      {
        ...windows,
        name: 'James’s Surface',
        model: 'Surface Pro',
        leavesProcesses: 1,
        status: { ...windows.status, leftovers: 1 },
        lastExit: { kind: 'quick' },
      },
      { ...android, name: 'James’s Pixel 8', model: 'Pixel 8', behaviour: 'not-now', forMs: 15_000 },
    ],
  },
  {
    name: 'Aisha Khan',
    email: 'aisha.khan@demo.example',
    department: 'sales',
    handlesCustomers: true,
    customerLimit: 4,
    devices: [
      { ...phone, name: 'Aisha’s iPhone', model: 'iPhone 15 Pro' },
      { ...mac, name: 'Aisha’s MacBook', model: 'MacBook Pro 16', linkedBy: 'Aisha’s iPhone', real: true },
    ],
  },
  {
    name: '孙伟',
    email: 'sun.wei@demo.example',
    department: 'people',
    devices: [{ ...windows, name: '人事部-PC-01', model: 'OptiPlex', behaviour: 'slow', afterMs: [40_000, 60_000] }],
  },
  {
    name: '设备实验室 Device lab',
    email: 'device.lab@demo.example',
    department: 'engineering',
    devices: [
      {
        ...phone,
        name: 'Lab iPhone',
        model: 'iPhone 15',
        afterMs: [600, 2_400],
        signsOut: fiveTimes([{}, { keepRecords: true }, { clearCache: true }, { keepRecords: true, clearCache: true }]),
        returnAfterMs: 500,
      },
      {
        ...mac,
        name: 'Lab Mac',
        model: 'Mac mini',
        real: true,
        signsOut: fiveTimes([{ cleanup: 'basic' }, { cleanup: 'deep' }, { cleanup: 'full', clearCache: true }]),
        returnAfterMs: 500,
      },
    ],
  },
  { name: 'Tomás Rivera', email: 'tomas.rivera@demo.example', department: 'people', devices: [] },
  {
    name: '何芳',
    email: 'he.fang@demo.example',
    department: 'people',
    role: 'admin',
    devices: [{ ...phone, name: '何芳的 iPhone', model: 'iPhone 15' }],
  },
]

/** Who leaves when the demo begins: one is disabled and one removed, so nobody signs in as them. */
export const LEAVERS: readonly DemoMember[] = [
  { name: '周涛', email: 'zhou.tao@demo.example', department: 'sales', handlesCustomers: true, devices: [] },
  { name: '钱进', email: 'qian.jin@demo.example', department: 'sales', handlesCustomers: true, devices: [] },
]
