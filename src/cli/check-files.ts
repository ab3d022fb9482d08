import type { Config } from '../config.ts';
import type { GivenLanguages } from '../formats/bilingual-reading.ts';
import { bilingualFormatForFile, readBilingual } from '../formats/bilingual-registry.ts';
import type { Pattern } from '../intake/patterns.ts';
import { InterlinearError, storedError } from '../model/errors.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Profile } from '../model/profile.ts';
import type { Terms } from '../model/term.ts';
import { checkPairs } from '../pipeline/check-pairs.ts';
import { completeGiven } from '../pipeline/complete.ts';
import { eachOnce } from '../pipeline/not-run.ts';
import { prepareArticle } from '../pipeline/prepare.ts';
import { dictionaryFolders, openSpelling } from '../pipeline/spelling.ts';
import type { Checked, CheckedArticle, CheckedPairs } from './checked.ts';
import { readInput } from './files.ts';

/** What a call of `check` asks for. */
export interface CheckWishes extends GivenLanguages {
  source?: string;
  sourceFrom?: LanguageTag;
  date?: string;
  profile?: Profile;
  /** The desk's own rules for page furniture. */
  furniture: Pattern[];
}

/** Checks one file after the other with the same terms: a bilingual one as pairs, any other as an article. */
export function fileChecker(
  config: Config,
  termsOn: (day: string) => Terms,
  wishes: CheckWishes,
): (file: string) => Checked {
  const today = wishes.date ?? new Date().toISOString().slice(0, 10);
  const wanted = {
    ...(wishes.profile ? { profile: wishes.profile } : {}),
    spellerOf: openSpelling(wishes.profile, dictionaryFolders(config)),
  };
  const read = (path: string) => ({ fileName: path, input: readInput(path, config.inputLimitMegabytes) });

  const checkArticle = (file: string): CheckedArticle => {
    const { source, date, from, sourceFrom } = wishes;
    const prepared = prepareArticle(
      {
        ...read(file),
        ...(from ? { from } : {}),
        ...(sourceFrom ? { sourceFrom } : {}),
        ...(source !== undefined ? { source: read(source) } : {}),
      },
      {
        findTerms: termsOn(today).findTerms,
        termsOn: date ? () => termsOn(date) : termsOn,
        ...{ today, candidates: config.languages, furniture: wishes.furniture, ...wanted },
      },
    );
    const { delivered, beads } = prepared;
    const day = date ?? delivered.date ?? prepared.source?.date ?? today;
    const given =
      prepared.source &&
      completeGiven(prepared.source, delivered, beads, prepared.findings, { ...termsOn(day), ...wanted });
    return {
      ...{ kind: 'article', file, input: delivered.input },
      findings: [...prepared.findings, ...(given?.findings ?? [])],
      notRun: eachOnce(given?.notRun ?? [], prepared.notRun),
      ...(prepared.source && source !== undefined ? { source: { file: source, input: prepared.source.input } } : {}),
    };
  };

  return (file) => {
    try {
      const format = bilingualFormatForFile(file);
      if (!format) return checkArticle(file);
      const { pairs, untranslated, passedOver } = readBilingual(format, read(file).input, wishes);
      const { findings, notRun } = checkPairs(pairs, { ...termsOn(today), ...wanted });
      const checked: CheckedPairs = {
        kind: 'pairs',
        file,
        findings,
        notRun,
        pairs: pairs.length,
        untranslated,
        passedOver,
      };
      return checked;
    } catch (error) {
      if (!(error instanceof InterlinearError)) throw error;
      const { code, parameters } = storedError(error);
      return { kind: 'unread', file, error: { code, parameters: { file, ...parameters } } };
    }
  };
}
