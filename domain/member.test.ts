import { expect, it } from 'vitest'
import { departmentTree, normalizeEmail, type Department } from './member.ts'

it('[AC10] an address is compared without case and width', () => {
  expect(normalizeEmail('  Fang.Wang@Example.ORG ')).toBe('fang.wang@example.org')
  expect(normalizeEmail('ｆ@example.org')).toBe('f@example.org')
})

const department = (id: string, parentId: string | null): Department => ({ id, name: id, parentId })
const all = [
  department('grandchild', 'child'),
  department('child', 'root'),
  department('root', null),
  department('other', null),
  department('leaf', 'grandchild'),
]

it('[AC11] a scope is a department and all below it, in whatever order they are stored', () => {
  expect([...departmentTree('root', all)].toSorted()).toEqual(['child', 'grandchild', 'leaf', 'root'])
  expect([...departmentTree('leaf', all)]).toEqual(['leaf'])
})

it('[AC11] a circle of departments ends', () => {
  expect([...departmentTree('a', [department('a', 'b'), department('b', 'a')])].toSorted()).toEqual(['a', 'b'])
})
