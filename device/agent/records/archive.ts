import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { open, rename, type FileHandle } from 'node:fs/promises'
import { syncFolder } from '../durable-file.ts'

/**
 * Files in one sealed file: `SGNA1`, the IV, then encrypted a header and the content of each file in turn, then an empty header; the
 * authentication tag last. AES-256-GCM. Written and read in pieces, so that records may be larger than memory.
 */
const MAGIC = Buffer.from('SGNA1')
const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = MAGIC.length + IV_BYTES
const PIECE_BYTES = 1_024 * 1_024

/** `root` says what `name` is relative to; a name has `/` on every system. */
export type ArchiveEntry = { readonly root: string; readonly name: string; readonly bytes: number }
export type Source = ArchiveEntry & { read(): AsyncIterable<Buffer> }

/** Writes the archive durably beside `path` and puts it in its place at once: a kill leaves the old one or the new. */
export async function writeArchive(path: string, key: Buffer, sources: readonly Source[]): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w', 0o600)
  try {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv(ALGORITHM, key, iv)
    await file.write(Buffer.concat([MAGIC, iv]))
    for (const source of sources) await writeSource(source, (piece) => file.write(cipher.update(piece)))
    await file.write(cipher.update(headerOf(null)))
    await file.write(Buffer.concat([cipher.final(), cipher.getAuthTag()]))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  await syncFolder(path)
}

/** A file that grows or shrinks while it is read is cut or filled to the size that its header said. */
async function writeSource(source: Source, write: (piece: Buffer) => Promise<unknown>): Promise<void> {
  const { root, name, bytes } = source
  await write(headerOf({ root, name, bytes }))
  let left = bytes
  for await (const piece of source.read()) {
    if (left === 0) break
    const part = piece.subarray(0, left)
    left -= part.length
    await write(part)
  }
  for (; left > 0; left -= Math.min(left, PIECE_BYTES)) await write(Buffer.alloc(Math.min(left, PIECE_BYTES)))
}

function headerOf(entry: ArchiveEntry | null): Buffer {
  const json = Buffer.from(entry === null ? '' : JSON.stringify(entry))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(json.length)
  return Buffer.concat([length, json])
}

/**
 * Reads an archive: the whole of it is verified before the first byte of it is believed. `unpack` is called with each file in turn and has
 * to read all of it. @throws when it was changed, cut short, or sealed with another key
 */
export async function readArchive(
  path: string,
  key: Buffer,
  unpack: (entry: ArchiveEntry, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const file = await open(path, 'r')
  try {
    for await (const _piece of plainOf(file, key)) void _piece
    const reader = createReader(plainOf(file, key))
    for (let entry = await reader.header(); entry !== null; entry = await reader.header())
      await unpack(entry, reader.content(entry.bytes))
  } finally {
    await file.close()
  }
}

async function* plainOf(file: FileHandle, key: Buffer): AsyncGenerator<Buffer, void> {
  const { size } = await file.stat()
  const head = await readAt(file, 0, HEAD_BYTES)
  if (size < HEAD_BYTES + TAG_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not an archive')
  const decipher = createDecipheriv(ALGORITHM, key, head.subarray(MAGIC.length))
  decipher.setAuthTag(await readAt(file, size - TAG_BYTES, TAG_BYTES))
  const end = size - TAG_BYTES
  for (let at = HEAD_BYTES; at < end; at += PIECE_BYTES)
    yield decipher.update(await readAt(file, at, Math.min(PIECE_BYTES, end - at)))
  decipher.final()
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function createReader(pieces: AsyncGenerator<Buffer, void>) {
  let rest: Buffer = Buffer.alloc(0)
  async function more(): Promise<void> {
    const next = await pieces.next()
    if (next.done === true) throw new Error('the archive ends too early')
    rest = Buffer.concat([rest, next.value])
  }
  async function take(length: number): Promise<Buffer> {
    while (rest.length < length) await more()
    const taken = rest.subarray(0, length)
    rest = rest.subarray(length)
    return taken
  }
  return {
    async header(): Promise<ArchiveEntry | null> {
      const length = (await take(4)).readUInt32BE()
      return length === 0 ? null : (JSON.parse((await take(length)).toString()) as ArchiveEntry)
    },
    async *content(bytes: number): AsyncGenerator<Buffer> {
      for (let left = bytes; left > 0;) {
        if (rest.length === 0) await more()
        const piece = await take(Math.min(left, rest.length))
        left -= piece.length
        yield piece
      }
    },
  }
}
