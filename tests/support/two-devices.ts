import type { Company, TestMember } from './company.ts'
import type { TestDevice } from './test-device.ts'

/** A member with two devices of their own. */
export async function twoDevices(firm: Company): Promise<{ who: TestMember; phone: TestDevice; laptop: TestDevice }> {
  const who = await firm.member('李娜')
  return {
    who,
    phone: await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone' }),
    laptop: await firm.device(who, { name: 'ThinkPad', os: 'windows' }),
  }
}
