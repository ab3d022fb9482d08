import { InterlinearError } from '../model/errors.ts';
import type { BilingualFormat, BilingualReading, GivenLanguages } from './bilingual-reading.ts';
import { readPo } from './po/read.ts';
import { readTmxPairs } from './tmx/pairs.ts';
import { readXliff12 } from './xliff12/read.ts';
import { readXliff2 } from './xliff21/read.ts';
import { decodeXml, readXml } from './xml-tree.ts';

const tmx: BilingualFormat = {
  name: 'tmx',
  extensions: ['.tmx'],
  read: (bytes, given) => readTmxPairs(decodeXml(bytes), given),
};

/** The versions of XLIFF, each with the reader that knows it. */
const versions: Record<string, typeof readXliff2> = {
  '1.0': readXliff12,
  '1.1': readXliff12,
  '1.2': readXliff12,
  '2.0': readXliff2,
  '2.1': readXliff2,
  '2.2': readXliff2,
};

const xliff: BilingualFormat = {
  name: 'xliff',
  extensions: ['.xlf', '.xliff', '.sdlxliff', '.mqxliff', '.mxliff'],
  read(bytes, given) {
    const root = readXml(decodeXml(bytes));
    if (root.name !== 'xliff') throw new InterlinearError('bilingual.root', { root: root.name });
    const version = root.attributes.version ?? '';
    const reader = Object.hasOwn(versions, version) ? versions[version] : undefined;
    if (!reader) throw new InterlinearError('bilingual.version', { version, known: Object.keys(versions).join(', ') });
    return reader(root, given);
  },
};

const po: BilingualFormat = { name: 'po', extensions: ['.po', '.pot'], read: readPo };

/** The formats of bilingual files that are read, one line each. */
const members: BilingualFormat[] = [tmx, xliff, po];

/** The format of a bilingual file by its name's extension, in any case; undefined for other files. */
export function bilingualFormatForFile(fileName: string): BilingualFormat | undefined {
  const lower = fileName.toLowerCase();
  return members.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)));
}

/** Reads a bilingual file. @throws InterlinearError as BilingualFormat.read, and `input.empty` for a file without content */
export function readBilingual(format: BilingualFormat, bytes: Uint8Array, given: GivenLanguages): BilingualReading {
  if (bytes.every((byte) => byte <= 0x20)) throw new InterlinearError('input.empty', {});
  return format.read(bytes, given);
}
