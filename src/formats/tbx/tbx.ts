import type { GlossaryFormat, ReadTerm } from '../glossary.ts';
import { TbxReader } from './read.ts';
import { TbxWriter, version2, version3 } from './write.ts';

/** TermBase eXchange, ISO 30042:2019 (TBX 3). Reading takes either version. */
export const tbx3: GlossaryFormat = {
  name: 'tbx',
  extensions: ['.tbx', '.xml'],
  needsPair: false,
  read: readEntries,
  writer: () => new TbxWriter(version3),
};

/** TBX 2 (`martif`, ISO 30042:2008), which OmegaT 3.6 and many older tools read. */
export const tbx2: GlossaryFormat = {
  name: 'tbx2',
  extensions: ['.martif', '.tbx2'],
  needsPair: false,
  read: readEntries,
  writer: () => new TbxWriter(version2),
};

async function* readEntries(pieces: AsyncIterable<string> | Iterable<string>, name: string): AsyncGenerator<ReadTerm> {
  const reader = new TbxReader(name);
  for await (const piece of pieces) yield* reader.write(piece);
  yield* reader.end();
}
