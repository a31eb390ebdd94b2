import type { CredentialChange } from '#domain/letter.ts'
import type { LetterWords } from './compose.ts'
import { toldInChinese } from './told-zh.ts'

const CHANGED: Readonly<Record<CredentialChange, (name: string) => [subject: string, line: string]>> = {
  'password-changed': () => ['您的密码已修改', '您的账号密码已修改。'],
  'password-reset': () => ['您的密码已重置', '已通过一次性链接设置新密码。'],
  'passkey-added': (name) => ['已添加通行密钥', `您的账号添加了通行密钥“${name}”。`],
  'passkey-removed': (name) => ['已移除通行密钥', `您的账号移除了通行密钥“${name}”。`],
  'authenticator-added': () => ['已启用验证器', '今后使用密码登录时，还需要输入验证器中的验证码。'],
  'authenticator-removed': () => ['已移除验证器', '今后使用密码登录时，不再需要验证器中的验证码。'],
  'recovery-renewed': () => ['已生成新的恢复码', '您的账号已生成新的恢复码，旧的恢复码全部失效。'],
  'recovery-used': () => ['有一个恢复码已被使用', '您的一个恢复码已被使用，不能再次使用。'],
  'company-linked': () => ['已关联企业登录', '您的账号首次通过企业登录方式登录。'],
}

/** 简体中文的邮件。 */
export const ZH: LetterWords = {
  colon: '：',
  greeting: (name) => `${name}，您好：`,
  footer: (company) => `“${company}”使用 Signoff 管理账号的登录设备。您在该企业拥有账号，因此收到此邮件。`,
  letters: {
    told: toldInChinese,
    invitation: ({ by, path, expiresAt }, { company, time }) => ({
      subject: `${by}邀请您加入“${company}”`,
      lines: [`${by}已在“${company}”为您创建账号，设置密码即可接受邀请。`],
      action: { label: '接受邀请', path },
      after: [`链接只能使用一次，有效期至${time(expiresAt)}。如果您对此邀请并不知情，无需任何操作。`],
    }),
    'password-reset': ({ path, expiresAt, by = null }, { time }) => ({
      subject: '设置新密码',
      lines: [
        by === null
          ? '我们收到了为您的账号设置新密码的申请。'
          : `管理员${by}向您发送了设置新密码的链接。设置之前，原密码仍然有效。`,
      ],
      action: { label: '设置新密码', path },
      after: [
        `链接只能使用一次，有效期至${time(expiresAt)}。`,
        by === null
          ? '如非本人操作，无需理会，密码保持不变。请勿将链接转发给任何人。'
          : '如果您没有提出过此要求，请先向该管理员核实再使用。请勿将链接转发给任何人。',
      ],
    }),
    'credential-changed': ({ what, name, device, at }, { time }) => {
      const [subject, line] = CHANGED[what](name ?? '')
      return {
        subject,
        lines: [line, device === null ? `时间：${time(at)}。` : `时间：${time(at)}。设备：${device}。`],
        action: { label: '查看我的设备', path: '/devices' },
        after: ['如非本人操作，请退出您不认识的设备，设置新密码，并告知管理员。'],
      }
    },
  },
}
