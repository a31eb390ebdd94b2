import { expect, it } from 'vitest'
import { found, sectionsOf } from './sections.ts'

const person = (name: string, departmentId: string | null, search: string) => ({
  id: `mem_${name}`,
  name,
  email: `${name}@example.com`,
  departmentId,
  customFields: {},
  search,
})
const people = [
  person('李娜', 'south', '李娜\nlina\nln\nlina@example.com'),
  person('Ada', null, 'ada\nada\na\nada@example.com'),
  person('王磊', 'gone', '王磊\nwanglei\nwl\nwanglei@example.com'),
]

it('sorts colleagues into departments with their path; an unknown department is none', () => {
  const departments = [
    { id: 'south', name: '华南', parentId: 'sales' },
    { id: 'sales', name: '销售部', parentId: 'south' }, // a circle
  ]
  const sections = sectionsOf({ people, departments, asOf: 0 })
  expect(sections.map(({ path, people: members }) => [path, members.map(({ name }) => name)])).toEqual([
    ['销售部 / 华南', ['李娜']],
    ['', ['Ada', '王磊']],
  ])
})

it('finds by name, pinyin, initials and e-mail', () => {
  const names = (wanted: string) => found(people, wanted).map(({ name }) => name)
  expect([names('LINA'), names('wl'), names('磊'), names('ada@'), names('  '), names('nobody')]).toEqual([
    ['李娜'],
    ['王磊'],
    ['王磊'],
    ['Ada'],
    ['李娜', 'Ada', '王磊'],
    [],
  ])
})
