import type { Help } from './help-en.ts'

export const helpZh: Help = {
  intro: 'Signoff 代理程序：让这台电脑成为您的设备之一，退出登录时在本机清理。',
  usage: '用法：',
  program: 'agent',
  more: 'agent 命令 --help 给出该命令的详细说明。',
  options: '选项',
  everywhere: '适用于所有命令',
  exits: `退出码：0 完成 · 1 失败，或服务器没有应答 · 2 命令行或清单有误
        3 已退出登录，仍需原设备确认 · 4 服务器拒绝`,
  commands: {
    link: {
      use: 'link URL',
      what: '用二维码关联此电脑',
      more: '显示二维码、关联码和数字。请在五分钟内于已登录的设备上批准。',
    },
    'sign-in': {
      use: 'sign-in URL --email 邮箱',
      what: '用密码登录',
      more: '会询问密码；无法询问时使用 SIGNOFF_PASSWORD。保留的记录会在本机恢复。',
    },
    run: {
      use: 'run [-- 程序 …]',
      what: '跟随账号，直到此电脑退出登录',
      more: `执行退出登录并确认，确认被接受后以 0 结束。“--”之后是受管程序，会先启动它：这样代理程序
也能看到它如何结束。SIGTERM 视为系统注销。`,
    },
    status: {
      use: 'status',
      what: '显示此电脑的状态',
      more: '询问服务器此会话是否有效，并列出未完成的指令和上次退出。总是以 0 结束。',
    },
    'sign-out': {
      use: 'sign-out',
      what: '让此电脑退出登录，清理并确认',
      more: `访问立即终止，随后由此代理程序（或正在运行的那一个）清理并确认。可用的选项取决于系统：
Windows 和 Linux 为 --exit，macOS 为 --cleanup。`,
    },
    clean: {
      use: 'clean --level 级别',
      what: '仅清理本机，不经服务器',
      more: '删除该级别所含的内容；从不删除记录，也不会退出登录。请先用 --list 查看。',
    },
    backups: {
      use: 'backups',
      what: '正常退出时在本机留下的备份',
      more: '列出备份。用 --restore 和 --to 写出其中一份；只有当时退出的成员在本机重新登录后才能打开。',
    },
  },
  option: {
    name: ['--name 名称', '其他设备上看到的名称'],
    run: ['--run', '之后继续执行 run'],
    email: ['--email 邮箱', '登录的账号'],
    replace: ['--replace ID', '设备数已满时：退出该会话并占用其名额'],
    exit: ['--exit full|quick', 'full（默认）先备份并结束所有进程；quick 只结束程序本身'],
    cleanup: ['--cleanup basic|deep|full', '清理范围：配置；缓存和插件数据；日志'],
    'keep-records': ['--keep-records', '记录加密留在本机，直到下次登录'],
    'clear-cache': ['--clear-cache', '同时删除缓存'],
    unbind: ['--unbind', '同时删除密钥：下次登录将是一台新设备'],
    level: ['--level basic|deep|full', '配置；加上缓存和插件数据；再加上日志'],
    list: ['--list', '只列出将要删除的内容'],
    restore: ['--restore ID', '该次退出登录的备份'],
    to: ['--to 目录', '写入的目录'],
    manifest: ['--manifest 文件', '受管内容：进程与路径（文件，或 wecom）；会被记住'],
    home: ['--home 目录', '清单中 ~ 的含义；会被记住'],
    state: ['--state 目录', '代理程序保存自身状态的目录'],
    http: ['--http', '不用套接字，只用 HTTP'],
    json: ['--json', '最后输出一个 JSON 对象；其余内容输出到 stderr'],
    help: ['-h, --help', '显示此帮助'],
  },
  wrong: {
    command: (name) => `没有命令“${name}”。`,
    option: (name) => `没有选项 ${name}。`,
    notHere: (option, command) => `${option} 不适用于“${command}”。`,
    value: (option, choices, said) => `${option} 应为 ${choices}，而不是“${said}”。`,
    needsValue: (option) => `${option} 需要一个值。`,
    noValue: (option) => `${option} 不带值。`,
    missing: (what) => `缺少 ${what}。`,
    tooMany: (what) => `多余的内容：${what}。`,
    notUrl: (text) => `这不是服务器的 URL：${text}。`,
    https: (text) => `${text} 必须是 https：令牌不能明文传输。`,
    program: '“--”之后的程序只用于 run。',
    foreignFolder: (path) => `${path} 中有其他内容。请用 --state 选择一个空目录或新目录。`,
  },
}
