import Sqlite from 'better-sqlite3'
import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import { ormOver } from './sqlite-session.ts'

const people = sqliteTable('person', {
  id: text('id').primaryKey(),
  nick: text('nick'),
  facts: text('facts', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>(),
  bound: integer('bound', { mode: 'boolean' }).notNull(),
})
const pets = sqliteTable('pet', { note: text('note'), owner: text('owner').notNull(), age: integer('age') })

function filled() {
  const client = new Sqlite(':memory:')
  client.exec('create table person (id text primary key, nick text, facts text, bound integer not null)')
  client.exec('create table pet (note text, owner text not null, age integer)')
  client.exec(`insert into person values ('a', null, '{"x":[1,null]}', 1), ('b', 'B', null, 0), ('c', '', 'null', 1)`)
  client.exec(`insert into pet values (null, 'a', null), ('old', 'a', 9)`)
  return client
}

/** The same queries, whose rows drizzle maps by itself. */
function answers(orm: ReturnType<typeof ormOver>) {
  const byNick = orm
    .select()
    .from(people)
    .where(eq(people.nick, sql.placeholder('nick')))
    .prepare()
  return {
    flat: orm.select().from(people).all(),
    some: orm.select({ who: people.id, sure: people.bound }).from(people).all(),
    counted: orm
      .select({ bound: people.bound, n: sql<number>`count(*)`.mapWith(Number) })
      .from(people)
      .groupBy(people.bound)
      .all(),
    prepared: [byNick.all({ nick: 'B' }), byNick.all({ nick: 'nobody' })],
    returned: orm
      .update(people)
      .set({ facts: { y: 1 } })
      .where(eq(people.id, 'b'))
      .returning()
      .all(),
    changed: orm
      .delete(pets)
      .where(eq(pets.age, sql.placeholder('age')))
      .prepare()
      .run({ age: 9 }).changes,
    joined: orm.select({ person: people, age: pets.age }).from(people).leftJoin(pets, eq(pets.owner, people.id)).all(),
  }
}

it('maps rows and parameters as drizzle does', () => {
  expect(answers(ormOver(filled()))).toEqual(answers(drizzle(filled())))
})

it('a joined row that is not there is null, and one whose first column is null is there', () => {
  const rows = ormOver(filled())
    .select({ id: people.id, pet: pets })
    .from(people)
    .leftJoin(pets, eq(pets.owner, people.id))
    .orderBy(people.id, pets.age)
    .all()
  expect(rows).toEqual([
    { id: 'a', pet: { note: null, owner: 'a', age: null } },
    { id: 'a', pet: { note: 'old', owner: 'a', age: 9 } },
    { id: 'b', pet: null },
    { id: 'c', pet: null },
  ])
})

it('refuses to run without a value for each placeholder', () => {
  const query = ormOver(filled())
    .select()
    .from(people)
    .where(eq(people.id, sql.placeholder('id')))
    .prepare()
  expect(() => query.all({ other: 1 })).toThrow(/placeholder id/)
})
