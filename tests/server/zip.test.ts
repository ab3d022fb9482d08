import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Zipped, zip } from '../../src/server/zip.ts';

async function archive(files: Zipped[], now = new Date('2026-05-04T10:20:30Z')): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const each = async function* () {
    yield* files;
  };
  for await (const piece of zip(each(), now)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Reads an archive as unpackers do, from the directory at its end. */
function read(bytes: Buffer): { name: string; content: Buffer; crc: number }[] {
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  expect(start + size).toBe(end);
  const found = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, packed, whole, length] = [
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
    ];
    const local = bytes.readUInt32LE(at + 42);
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50);
    const data = local + 30 + bytes.readUInt16LE(local + 26);
    const content = inflateRawSync(bytes.subarray(data, data + packed));
    expect(content.length).toBe(whole);
    found.push({ name: bytes.subarray(at + 46, at + 46 + length).toString('utf8'), content, crc });
    at += 46 + length;
  }
  expect(at).toBe(end);
  return found;
}

test('an archive gives its files back, byte for byte, under their names', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ name: fc.string({ unit: 'binary', maxLength: 30 }), content: fc.uint8Array({ maxLength: 500 }) }),
        {
          maxLength: 5,
        },
      ),
      async (files) => {
        const back = read(await archive(files));
        expect(back.map(({ name, content }) => [name, [...content]])).toEqual(
          files.map(({ name, content }) => [Buffer.from(name).toString(), [...content]]),
        );
        for (const { content, crc } of back) expect(crc).toBe(crc32(content));
      },
    ),
  );
});

test('an archive without files is one all the same', async () => {
  expect(read(await archive([]))).toEqual([]);
});
