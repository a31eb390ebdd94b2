import type { LockedStep } from '#device/client/index.ts'
import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { Exit, ExitKind } from './life/life.ts'
import type { PathClass } from './manifest/manifest.ts'

const EXITS_EN: Readonly<Record<ExitKind, string>> = {
  full: 'full exit',
  quick: 'quick exit',
  killed: 'ended without a goodbye (killed?)',
  logoff: 'ended by the system’s log-off',
}
const EXITS_ZH: Readonly<Record<ExitKind, string>> = {
  full: '正常退出',
  quick: '快速退出',
  killed: '未正常退出（可能被强制结束）',
  logoff: '系统注销时结束',
}

const en = {
  usage: `Signoff agent: makes this machine one of your devices.

  link URL          link this machine: shows a QR code; approve it on a device that is signed in
  sign-in URL --email E   sign in with a password (asked for, or SIGNOFF_PASSWORD)
  run [-- PROGRAM …]      follow the account until this machine is signed out; starts the guarded program first
  status            say where this machine stands
  sign-out          [--exit full|quick] [--cleanup basic|deep|full] [--keep-records] [--clear-cache] [--unbind]
  clean --level basic|deep|full [--list]   clean up here alone; --list only shows what would go
  backups           [--restore ID --to DIR]   what full exits backed up here

  --manifest FILE   what is guarded: processes and paths (a file, or wecom); remembered
  --home DIR        what ~ means in the manifest; remembered

  --name N          the name that your other devices see
  --replace ID      at the device limit: sign out that session and take its place (sign-in)
  --run             after link or sign-in, go on as "run"
  --state DIR       where the agent keeps its own state
  --http            no socket, HTTP alone
  --json            print one JSON object last`,
  scan: 'On a device that is signed in, open Devices → Link a device and scan this, or open',
  code: (code: string) => `and enter the code   ${code}`,
  number: (number: string) => `There, type the number   ${number}   (only this screen shows it)`,
  waiting: (minutes: number) =>
    `Waiting for approval, at most ${minutes} minutes. Never scan a code that someone sent you.`,
  linked: (member: string, device: string) => `Linked to the account of ${member} as "${device}".`,
  signedIn: (member: string, device: string) => `Signed in to the account of ${member} as "${device}".`,
  original: (name: string) => `"${name}" approved it, so it is asked when this machine signs out.`,
  places: (used: number, limit: number) => `${used} of ${limit} places used:`,
  thisOne: 'this machine',
  ended: 'access ended',
  active: 'active',
  limit: (limit: number) => `All ${limit} places are taken. Nothing was signed out. Choose which one makes room:`,
  limitHow: 'Run the same command again with --replace and the id of one of them.',
  limitAsk: 'Number of the one to sign out (Enter: none): ',
  denied: 'Declined on the other device. This machine is not linked.',
  expired: 'The code has expired. Run the command again for a new one.',
  notSignedIn: 'Nobody is signed in on this machine.',
  following: 'Following. This machine is one of your devices until it is signed out.',
  connection: (state: string) =>
    ({ connecting: 'Connecting …', open: 'Connected.', lost: 'Connection lost; trying again.' })[state] ?? state,
  locked: (by: string, at: string, reason: string) => `Signed out ${by} at ${at}${reason}. Access has ended.`,
  bySelf: 'by you',
  byDevice: (name: string) => `by you, on "${name}",`,
  byAdmin: 'by an administrator',
  bySystem: 'by the system',
  because: (reason: string) => `, because: ${reason}`,
  awaitsOriginal: (name: string) =>
    `Access has ended. To be fully signed out, ${name} must confirm; "run" waits for it.`,
  theOriginal: 'the original device',
  step: (step: LockedStep) =>
    ({
      waiting: 'Waiting for the order to clean up …',
      received: 'The order is here.',
      cleaning: 'Cleaning up …',
      'not-now': 'Not now; it starts again by itself.',
      confirming: 'Sending the signed confirmation …',
      failed: 'The clean-up was not complete. It can be tried again from another device.',
    })[step],
  signedOut: 'Confirmed: this machine is signed out.',
  refused: (code: string) => `Refused by the server: ${code}`,
  replaced: 'This machine was signed in anew elsewhere; this token is no longer valid.',
  unreachable: 'The server did not answer.',
  password: 'Password: ',
  otherFinishes: 'Access has ended. The agent that is running cleans up and confirms.',
  restored: (files: number) => `Restored: ${files} ${files === 1 ? 'file' : 'files'}.`,
  notRestored:
    'Kept records could not be restored; they stay here, sealed. Sign in again with the same --manifest and --home.',
  noBackup: (id: string) => `There is no backup ${id} here that this sign-in opens.`,
  badManifest: (why: string) => `This manifest is refused: ${why}`,
  wiped: (app: string) =>
    `No contact with the server for too long: what ${app} kept here has been removed. This is no sign-out.`,
  stillRuns: (app: string, count: number) =>
    `${app} is running (${count} ${count === 1 ? 'process' : 'processes'}); it may write again what is removed.`,
  stuck: (path: string) => `Not removed: ${path}`,
  onlyListed: 'Only listed. Nothing was removed.',
  classes: {
    config: 'configuration',
    records: 'records',
    cache: 'cache',
    plugins: 'plug-in data',
    logs: 'logs',
  } satisfies Record<PathClass, string>,
  total: 'total',
  measure: (name: string, files: number, bytes: number) =>
    `  ${name.padEnd(14)} ${files} ${files === 1 ? 'file' : 'files'}, ${bytes} bytes`,
  report: ({ filesRemoved, bytesFreed, processesEnded, leftovers, backup }: ConfirmationClaims) =>
    [
      `Removed ${filesRemoved} files, ${bytesFreed} bytes; ended ${processesEnded} processes.`,
      ...(backup === undefined ? [] : [backup.done ? `Backed up ${backup.bytes} bytes.` : 'No backup.']),
      ...(leftovers.processes === 0 ? [] : [`Still running: ${leftovers.processes}.`]),
    ].join(' '),
  lastExit: ({ kind, at, memory }: Exit) =>
    [
      `Last exit, ${at}: ${EXITS_EN[kind]}`,
      ...(memory === undefined ? [] : [`; memory ${memory.beforeBytes} bytes before, ${memory.afterBytes} after`]),
      '.',
    ].join(''),
  busy: 'Another agent uses this state folder; stop it first, or choose another with --state.',
}
export type Words = typeof en

const zh: Words = {
  usage: `Signoff 代理程序:让这台电脑成为您的设备之一。

  link URL          关联此电脑:显示二维码,请在已登录的设备上批准
  sign-in URL --email E   用密码登录(会询问,或用 SIGNOFF_PASSWORD)
  run [-- 程序 …]         跟随账号,直到此电脑退出登录;先启动受管程序
  status            显示此电脑的状态
  sign-out          [--exit full|quick] [--cleanup basic|deep|full] [--keep-records] [--clear-cache] [--unbind]
  clean --level basic|deep|full [--list]   仅清理本机;--list 只列出将要删除的内容
  backups           [--restore ID --to 目录]   正常退出时在本机留下的备份

  --manifest 文件   受管内容:进程与路径(文件,或 wecom);会被记住
  --home 目录       清单中 ~ 的含义;会被记住

  --name N          其他设备上看到的名称
  --replace ID      设备数已满时:退出该会话并占用其名额(用于 sign-in)
  --run             link 或 sign-in 之后继续执行 run
  --state DIR       代理程序保存自身状态的目录
  --http            不用套接字,只用 HTTP
  --json            最后输出一个 JSON 对象`,
  scan: '在已登录的设备上打开“设备 → 关联设备”扫描此码,或打开',
  code: (code) => `并输入关联码   ${code}`,
  number: (number) => `在那里输入数字   ${number}   (只有本屏幕显示)`,
  waiting: (minutes) => `等待批准,最多 ${minutes} 分钟。切勿扫描他人发来的码。`,
  linked: (member, device) => `已关联到 ${member} 的账号,设备名为“${device}”。`,
  signedIn: (member, device) => `已登录 ${member} 的账号,设备名为“${device}”。`,
  original: (name) => `由“${name}”批准,此电脑退出时将由它确认。`,
  places: (used, limit) => `已用 ${used} / ${limit} 个名额:`,
  thisOne: '此电脑',
  ended: '访问已终止',
  active: '在线',
  limit: (limit) => `${limit} 个名额已用完。没有退出任何设备。请选择由哪一台让出名额:`,
  limitHow: '请用 --replace 加上其中一个 id 再次运行同一命令。',
  limitAsk: '要退出的设备编号(直接回车:不退出):',
  denied: '已在另一台设备上拒绝。此电脑未关联。',
  expired: '关联码已过期。请再次运行命令以获取新码。',
  notSignedIn: '此电脑上无人登录。',
  following: '正在跟随。此电脑是您的设备之一,直到退出登录。',
  connection: (state) => ({ connecting: '正在连接…', open: '已连接。', lost: '连接中断,正在重试。' })[state] ?? state,
  locked: (by, at, reason) => `${by}于 ${at} 退出了此电脑${reason}。访问已终止。`,
  bySelf: '您',
  byDevice: (name) => `您在“${name}”上`,
  byAdmin: '管理员',
  bySystem: '系统',
  because: (reason) => `,原因:${reason}`,
  awaitsOriginal: (name) => `访问已终止。要完全退出,还需${name}确认;run 会等待。`,
  theOriginal: '原设备',
  step: (step) =>
    ({
      waiting: '等待清理指令…',
      received: '已收到指令。',
      cleaning: '正在清理…',
      'not-now': '暂时不能,稍后自动继续。',
      confirming: '正在发送签名确认…',
      failed: '清理未完成。可在其他设备上重试。',
    })[step],
  signedOut: '已确认:此电脑已退出登录。',
  refused: (code) => `服务器拒绝:${code}`,
  replaced: '此电脑已在别处重新登录,此令牌不再有效。',
  unreachable: '服务器没有应答。',
  password: '密码:',
  otherFinishes: '访问已终止。正在运行的代理程序会清理并确认。',
  restored: (files) => `已恢复 ${files} 个文件。`,
  notRestored: '保留的记录未能恢复,仍加密存放在本机。请用相同的 --manifest 和 --home 再次登录。',
  noBackup: (id) => `本机没有此次登录可以打开的备份 ${id}。`,
  badManifest: (why) => `清单被拒绝:${why}`,
  wiped: (app) => `与服务器失联过久:${app} 保存在本机的内容已删除。这不是退出登录。`,
  stillRuns: (app, count) => `${app} 正在运行(${count} 个进程),删除的内容可能会被重新写入。`,
  stuck: (path) => `未能删除:${path}`,
  onlyListed: '仅列出,没有删除任何内容。',
  classes: { config: '配置', records: '记录', cache: '缓存', plugins: '插件数据', logs: '日志' },
  total: '合计',
  measure: (name, files, bytes) => `  ${name}  ${files} 个文件,${bytes} 字节`,
  report: ({ filesRemoved, bytesFreed, processesEnded, leftovers, backup }) =>
    [
      `已删除 ${filesRemoved} 个文件、${bytesFreed} 字节,结束 ${processesEnded} 个进程。`,
      ...(backup === undefined ? [] : [backup.done ? `已备份 ${backup.bytes} 字节。` : '没有备份。']),
      ...(leftovers.processes === 0 ? [] : [`仍在运行:${leftovers.processes} 个进程。`]),
    ].join(''),
  lastExit: ({ kind, at, memory }) =>
    [
      `上次退出（${at}）：${EXITS_ZH[kind]}`,
      ...(memory === undefined ? [] : [`；内存：退出前 ${memory.beforeBytes} 字节，退出后 ${memory.afterBytes} 字节`]),
      '。',
    ].join(''),
  busy: '另一个代理程序正在使用此目录;请先停止它,或用 --state 另选目录。',
}

/** The words of the terminal's language, named as POSIX does: `zh_CN.UTF-8`. */
export function wordsFor(language: string): { words: Words; locale: 'en' | 'zh-CN' } {
  return /^zh/i.test(language) ? { words: zh, locale: 'zh-CN' } : { words: en, locale: 'en' }
}
