import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive. */
export interface Zipped {
  /** With `/` between folders. */
  name: string;
  content: Uint8Array;
}

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
/** Version of the format that a reader has to know: 2.0 has folders and deflation. */
const VERSION = 20;
/** Names are UTF-8 (general purpose bit 11). */
const UTF8 = 0x0800;
const DEFLATED = 8;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3.10, without Zip64), file by file as they come: fewer than 65,535 files, together less than 4 GiB. All
 * files bear one time.
 *
 * @param now in the reader's own clock: the format knows no time zone, so UTC is written
 */
export async function* zip(files: AsyncIterable<Zipped>, now: Date): AsyncGenerator<Buffer> {
  const central: Buffer[] = [];
  let offset = 0;
  const [date, time] = dosTime(now);
  for await (const { name, content } of files) {
    const written = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(VERSION, 0);
    about.writeUInt16LE(UTF8, 2);
    about.writeUInt16LE(DEFLATED, 4);
    about.writeUInt16LE(time, 6);
    about.writeUInt16LE(date, 8);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(written.length, 22);
    const local = Buffer.concat([number(LOCAL), about, written, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([number(CENTRAL), Buffer.from([VERSION, 0]), about, place, written]));
    offset += local.length;
    yield local;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  yield Buffer.concat([directory, number(END), end]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Days from 1980 on, and times to two seconds. */
function dosTime(now: Date): [date: number, time: number] {
  const year = Math.max(now.getUTCFullYear(), 1980);
  const date = ((year - 1980) << 9) | ((now.getUTCMonth() + 1) << 5) | now.getUTCDate();
  return [date, (now.getUTCHours() << 11) | (now.getUTCMinutes() << 5) | (now.getUTCSeconds() >> 1)];
}
