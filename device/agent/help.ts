import { COMMANDS, EVERYWHERE, isCommand, type Command, type Option } from './commands.ts'
import type { Help } from './words/help-en.ts'

/** What `--help` prints: of one command, or of all. */
export function helpText(help: Help, command?: Command): string {
  return command === undefined ? helpOfAll(help) : helpOf(help, command)
}

function helpOfAll(help: Help): string {
  const commands = Object.keys(COMMANDS).filter(isCommand)
  return [
    help.intro,
    table(commands.map((name) => [help.commands[name].use, help.commands[name].what])),
    `${help.everywhere}\n${optionsOf(help, EVERYWHERE)}`,
    `${help.exits}\n${help.more}`,
  ].join('\n\n')
}

function helpOf(help: Help, command: Command): string {
  const { use, what, more } = help.commands[command]
  const own = COMMANDS[command]
  return [
    `${help.usage}${help.program} ${use}\n${what}`,
    more,
    ...(own.length === 0 ? [] : [`${help.options}\n${optionsOf(help, own)}`]),
    `${help.everywhere}\n${optionsOf(help, EVERYWHERE)}`,
    help.exits,
  ].join('\n\n')
}

function optionsOf(help: Help, names: readonly Option[]): string {
  return table(names.map((name) => help.option[name]))
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => widthOf(left))) + 3
  return rows.map(([left, right]) => `  ${left}${' '.repeat(width - widthOf(left))}${right}`).join('\n')
}

/** Columns on a terminal: a Chinese character takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0)
}
