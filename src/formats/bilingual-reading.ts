import type { InlineCode, Role } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';

/** One side of a pair as a bilingual file has it. */
export interface ReadText {
  language: LanguageTag;
  text: string;
  codes: InlineCode[];
  /** 1-based line of the file. */
  line: number;
}

/** A text and its translation as a bilingual file has them. */
export interface ReadPair {
  /** What the file calls it: the id of a unit, the context of an entry; with its place where the file has no name. */
  unit: string;
  source: ReadText;
  target: ReadText;
  role?: Role;
  /** Kept by rule or taken from a table of fixed wordings, where the file says so: such a text is no untranslated one. */
  origin?: 'kept' | 'table';
  /** The most characters that the target may have, where the file says so. */
  maxLength?: number;
}

/** A unit that was passed over, and why: `reason` is a key in the `errors` namespace. */
export interface PassedOver {
  line: number;
  unit?: string;
  reason: string;
}

/** What a bilingual file holds. */
export interface BilingualReading {
  pairs: ReadPair[];
  /** Units that nobody has translated yet. */
  untranslated: number;
  passedOver: PassedOver[];
}

/** Languages that the reader of a file names; they go before what the file says. */
export interface GivenLanguages {
  from?: LanguageTag;
  to?: LanguageTag;
}

/** A format of files with pairs. Add one: a folder with its file, its test, and a line in bilingual-registry.ts. */
export interface BilingualFormat {
  name: string;
  /** Lower-case file name extensions, with the dot. */
  extensions: string[];
  /**
   * Reads all pairs of a file.
   *
   * @throws InterlinearError `input.encoding` for bytes that are not what they say; `bilingual.malformed` {line, reason},
   * `bilingual.entities` {line}, `bilingual.root` {root}, `bilingual.version` {version, known} for what is no such file;
   * `bilingual.language-missing` {option} and `bilingual.language` {written, option} where nobody knows a language
   */
  read(bytes: Uint8Array, given: GivenLanguages): BilingualReading;
}

const options = { from: '--from', to: '--to' } as const;

/** The language of one side: what the reader names, else what the file states. @throws as BilingualFormat.read */
export function statedLanguage(
  side: keyof GivenLanguages,
  given: GivenLanguages,
  written: string | undefined,
): LanguageTag {
  const named = given[side];
  if (named) return named;
  const option = options[side];
  if (!written?.trim()) throw new InterlinearError('bilingual.language-missing', { option });
  try {
    return parseLanguage(written);
  } catch {
    throw new InterlinearError('bilingual.language', { written, option });
  }
}
