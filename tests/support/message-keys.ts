import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** What one source file says to its translators. */
interface Spoken {
  /** The namespaces it opens; '' is the whole catalog. */
  readonly spaces: Set<string>
  readonly words: Set<string>
  /** Template literals, each as the pattern of what it can become. */
  readonly patterns: RegExp[]
  /** It hands some translator a key that is no literal, so that the key may stand in another file. */
  handsOn: boolean
}

/** Those of the catalog's keys that no source file can ask for, by reading every literal of the code that speaks to people. */
export function unusedKeys(keys: readonly string[]): string[] {
  const files = globSync('{app,domain,protocol}/**/*.{ts,tsx}').filter((file) => !file.includes('.test.'))
  const spoken = files.map(read)
  const saidAnywhere = new Map<string, boolean>()
  const anywhere = (rest: string): boolean => {
    const known = saidAnywhere.get(rest) ?? spoken.some((file) => says(file, rest))
    saidAnywhere.set(rest, known)
    return known
  }
  return keys.filter((key) => !spoken.some((file) => asksFor(file, key, anywhere)))
}

function asksFor(file: Spoken, key: string, anywhere: (rest: string) => boolean): boolean {
  for (const space of file.spaces) {
    if (space !== '' && !key.startsWith(`${space}.`)) continue
    const rest = space === '' ? key : key.slice(space.length + 1)
    if (says(file, rest) || (file.handsOn && anywhere(rest))) return true
  }
  return false
}

function says({ words, patterns }: Spoken, key: string): boolean {
  return words.has(key) || patterns.some((pattern) => pattern.test(key))
}

function read(file: string): Spoken {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false)
  const spoken: Spoken = { spaces: new Set(), words: new Set(), patterns: [], handsOn: false }
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) spoken.words.add(node.text)
    // The names of an object's members: `t(`lag.${LABELS[label]}`)` and `Object.keys(TABS)` ask by them.
    if ((ts.isPropertyAssignment(node) || ts.isPropertySignature(node)) && ts.isIdentifier(node.name))
      spoken.words.add(node.name.text)
    if (ts.isTemplateExpression(node)) addPattern(spoken, node)
    if (ts.isCallExpression(node)) readCall(spoken, node, source)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return spoken
}

function addPattern({ patterns }: Spoken, { head, templateSpans }: ts.TemplateExpression): void {
  const fixed = [head.text, ...templateSpans.map(({ literal }) => literal.text)]
  if (fixed.some((text) => /\w/.test(text)))
    patterns.push(new RegExp(`^${fixed.map((text) => escaped(text)).join('.+')}$`))
}

function readCall(spoken: Spoken, { expression, arguments: given }: ts.CallExpression, source: ts.SourceFile): void {
  const [first] = given
  if (/^(use|get)Translations$/.test(expression.getText(source))) {
    if (first === undefined) spoken.spaces.add('')
    else for (const [, space = ''] of first.getText(source).matchAll(/'([\w.]+)'/g)) spoken.spaces.add(space)
  } else if (first !== undefined && !ts.isStringLiteralLike(first) && !ts.isTemplateExpression(first))
    spoken.handsOn = true
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
}
