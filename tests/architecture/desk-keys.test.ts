import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const plural = /_(?:zero|one|two|few|many|other)$/;

/** Sentences of the desk by key; those of plural forms under the key that code asks for. */
function sentences(language: string): Map<string, string> {
  return new Map(
    Object.entries(JSON.parse(readFileSync(`${root}locales/${language}/desk.json`, 'utf8')) as Record<string, string>),
  );
}

const english = sentences('en');
const keys = new Set([...english.keys()].map((key) => key.replace(plural, '')));
const sources = globSync('src/web/**/*.{ts,tsx}', { cwd: root }).map((file) => readFileSync(root + file, 'utf8'));

/** Keys that code asks for as they are written: the arguments of `t`, chosen between or not. */
const asked = sources.flatMap((text) =>
  [...text.matchAll(/\bt\(\s*((?:[^()`]|\([^()]*\))*?)\s*[,)]/g)].flatMap(({ 1: argument = '' }) =>
    [...argument.matchAll(/(?<![=!]== )'([a-z][\w.-]*)'/g)].map(({ 1: key = '' }) => key),
  ),
);

describe('the sentences of the desk', () => {
  test('are all there, those that code chooses between, too', () => {
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !keys.has(key))).toEqual([]);
  });

  /** Words that two languages share. */
  const same: Record<string, string> = {
    fr: 'style|styles|urgent|note|notes|type|source|sources|date|dates|code|page|pages|administration|action|actions|information|article|articles|segment|segments|session|sessions|original|permission|permissions|secret|audit|total|destination|destinations|option|options|description|date|version|versions|machine|client|service|message|messages|menu|points|point|minimum|maximum',
    es: 'normal|final|total|original|error|no|local|general|control',
    ar: '',
  };
  const everywhere =
    'interlinear|matecat|phrase|afp|reuters|the guardian|webhook|webhooks|url|api|xliff|tmx|tbx|csv|mqm';
  const shared = (language: string) => new RegExp(`^(?:${everywhere}|${same[language]})$`, 'i');
  /** What is left of a sentence without what is put into it. */
  const bare = (sentence: string) =>
    sentence
      .replaceAll(/\{\{[^}]*\}\}/g, '')
      .replaceAll(/[^\p{L}]+/gu, ' ')
      .trim();
  test.each(Object.keys(same))('are translated into %s', (language) => {
    const own = sentences(language);
    const left = [...english]
      .filter(([key, sentence]) => own.get(key) === sentence && bare(sentence).length > 2)
      .filter(([, sentence]) => !shared(language).test(bare(sentence)));
    expect(left).toEqual([]);
  });
});
