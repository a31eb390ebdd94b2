import { describe, expect, it } from 'vitest'
import { DomainError } from '#domain/errors.ts'
import { readTable } from './csv-table.ts'

const shape = {
  required: ['name', 'email'],
  knows: (column: string) => /^(name|email|note)$/.test(column),
  mostRows: 2,
}
const utf8 = (text: string) => new TextEncoder().encode(text)

function refusal(bytes: Uint8Array): unknown {
  try {
    return readTable(bytes, shape)
  } catch (error) {
    return error instanceof DomainError ? error.data['errors'] : error
  }
}

describe('a file of rows', () => {
  it('is read by column, with or without a byte order mark, and in GBK', () => {
    const row = { name: '王芳', email: 'w@a.cn' }
    expect(readTable(utf8('name, email \n王芳,w@a.cn\n\n'), shape)).toEqual([row])
    expect(readTable(utf8('\uFEFFname,email\r\n"王芳",w@a.cn\r\n'), shape)).toEqual([row])
    const gbk = Uint8Array.from([...utf8('name,email\n'), 0xcd, 0xf5, 0xb7, 0xbc, ...utf8(',w@a.cn\n')])
    expect(readTable(gbk, shape)).toEqual([row])
  })

  it('is refused whole for its columns, its quotes, its length and its bytes', () => {
    expect(refusal(utf8('name\na\n'))).toEqual([{ field: 'email', code: 'required' }])
    expect(refusal(utf8('name,email,role\na,b,owner\n'))).toEqual([{ field: 'role', code: 'unknown_column' }])
    expect(refusal(utf8('name,email\na,b,c\n'))).toEqual([{ field: '1', code: 'bad_csv' }])
    expect(refusal(utf8('name,email\na,b\na,b\na,b\n'))).toEqual([{ field: '2', code: 'too_many_rows' }])
    expect(refusal(Uint8Array.from([0xff, 0xff, 0x00]))).toEqual([{ field: 'file', code: 'bad_encoding' }])
  })
})
