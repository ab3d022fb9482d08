import { InterlinearError } from '../model/errors.ts';
import type { GlossaryFormat } from './glossary.ts';
import { csv, tsv } from './glossary-csv/csv.ts';
import { omegat } from './omegat/omegat.ts';
import { tbx2, tbx3 } from './tbx/tbx.ts';

/** The formats of glossaries, one line each; the first that has a file's extension is taken for it. */
const members: GlossaryFormat[] = [csv, tsv, tbx3, tbx2, omegat];

export const glossaryFormatNames: string[] = members.map(({ name }) => name);

/** The format of a name. @throws InterlinearError `glossary.format` {name, known} */
export function glossaryFormat(name: string): GlossaryFormat {
  const member = members.find((each) => each.name === name);
  if (!member) throw new InterlinearError('glossary.format', { name, known: glossaryFormatNames.join(', ') });
  return member;
}

/** The format of a file by its extension. @throws InterlinearError `glossary.format` {name, known} */
export function glossaryFormatForFile(path: string): GlossaryFormat {
  const lower = path.toLowerCase();
  const member = members.find((each) => each.extensions.some((extension) => lower.endsWith(extension)));
  if (!member)
    throw new InterlinearError('glossary.format', {
      name: path,
      known: members.flatMap(({ extensions }) => extensions).join(', '),
    });
  return member;
}
