import type { DevicePlanInput } from '../simulate/plan.ts'

/** One password for everybody in the demo. It runs on loopback alone. */
export const DEMO_PASSWORD = 'try-signoff-2026'
export const COMPANY = '云帆科技 Yunfan Technology'

type DemoDevice = Omit<DevicePlanInput, 'email' | 'files'> & {
  /** Its clean-up is real, on files and with a program of its own. */
  readonly real?: true
}
export type DemoMember = {
  readonly name: string
  readonly email: string
  readonly department: 'sales' | 'engineering' | 'people'
  readonly role?: 'owner' | 'admin' | 'hr'
  readonly handlesCustomers?: true
  /** How many customers they can have (decision 0110). */
  readonly customerLimit?: number
  readonly devices: readonly DemoDevice[]
}

export const DEPARTMENTS = {
  sales: '销售部 Sales',
  engineering: '研发部 Engineering',
  people: '人事行政部 People',
} as const
