import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/registry.ts';
import { labelled, sentence } from '../../src/cli/sentence.ts';
import { interfaceLanguages, messagesIn } from '../../src/i18n.ts';
import { InterlinearError, storedError } from '../../src/model/errors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = globSync(['src/**/*.ts', 'workers/**/*.ts'], { cwd: root, exclude: ['src/web/**'] }).map((file) => ({
  file,
  code: readFileSync(`${root}${file}`, 'utf8'),
}));
const read = (namespace: string): Record<string, string> =>
  JSON.parse(readFileSync(`${root}locales/en/${namespace}.json`, 'utf8'));
const catalogues = Object.fromEntries(
  ['cli', 'errors', 'findings', 'outputs', 'sign-in'].map((namespace) => [namespace, read(namespace)]),
);

/** What a pattern's first group finds in the sources, with the file it was found in first. */
function found(pattern: RegExp, text: (code: string) => string[] = (code) => [code]): [string, string][] {
  const all = new Map<string, string>();
  for (const { file, code } of sources)
    for (const part of text(code))
      for (const [, one = ''] of part.matchAll(pattern)) if (!all.has(one)) all.set(one, file);
  return [...all].sort();
}

const quoted = /'([a-z-]+(?:\.[a-z-]+)*)'/g;
/** The codes of errors: the first argument of each, which may choose between two, and codes that are stored without being thrown. */
const thrown = found(quoted, (code) =>
  [...code.matchAll(/new (?:Interlinear|Usage|Transient)Error\(([^,)]*)/g)].map(([, first = '']) => first),
);
const stored = found(/\bcode: '([a-z-]+(?:\.[a-z-]+)*)'/g);
const reasons = found(/'((?:memory\.unit-|bilingual\.unit-|glossary\.reason\.)[a-z-]+)'/g).filter(
  ([code]) => !/\.reason\./.test(code),
);

describe('every error', () => {
  it('is found in the sources', () => {
    expect(thrown.length).toBeGreaterThan(40);
    expect(stored.map(([code]) => code)).toContain('internal');
    expect(reasons.length).toBeGreaterThanOrEqual(7);
  });

  it.each([...thrown, ...stored, ...reasons])('%s says what happened and what to do (%s)', (code) => {
    expect(catalogues.errors).toHaveProperty([`${code}.what`]);
    expect(catalogues.errors).toHaveProperty([`${code}.todo`]);
  });

  it('that has a sentence can happen', () => {
    const known = new Set([...thrown, ...stored, ...reasons].map(([code]) => code));
    const sentences = Object.keys(catalogues.errors ?? {}).filter((key) => key.endsWith('.what'));
    expect(sentences.map((key) => key.slice(0, -'.what'.length)).filter((code) => !known.has(code))).toEqual([]);
  });

  const glossary = readFileSync(`${root}src/formats/glossary-csv/rows.ts`, 'utf8');
  const glossaryReasons = [...glossary.matchAll(/malformed\(\s*[^,]+,\s*[^,]+,\s*'([a-z-]+)'/g)].map(
    ([, one = '']) => one,
  );
  it('of a glossary gives a reason in words', () => {
    expect(glossaryReasons.length).toBeGreaterThan(3);
    for (const reason of glossaryReasons) expect(catalogues.errors).toHaveProperty([`glossary.reason.${reason}`]);
  });
});

describe('every sentence that the code asks for by name', () => {
  const keys = found(/'((?:cli|errors|findings|outputs|sign-in):[a-z][\w.-]*)'/g);
  it.each(keys)('%s is there (%s)', (key) => {
    const [namespace = '', name = ''] = key.split(':');
    const catalogue = catalogues[namespace] ?? {};
    expect(
      [name, `${name}_other`].some((one) => one in catalogue),
      key,
    ).toBe(true);
  });

  it('of a finding is there', () => {
    const messages = found(/\bkey: '([a-z-]+\.[a-z-]+)'/g);
    expect(messages.length).toBeGreaterThan(15);
    for (const [key, file] of messages) expect(catalogues.findings, file).toHaveProperty([key]);
    const notRun = found(/\breason: '(not-run\.[a-z-]+)'/g);
    expect(notRun.length).toBeGreaterThan(0);
    for (const [key, file] of notRun) expect(catalogues.findings, file).toHaveProperty([key]);
  });

  it.each(checks.map(({ id }) => id))('names the check %s', (id) => {
    expect(catalogues.findings).toHaveProperty([`check.${id}`]);
  });
});

describe('an error in words', () => {
  const english = messagesIn('en');

  it('says what happened and what to do next', () => {
    expect(sentence(storedError(new InterlinearError('input.missing', { file: 'a.txt' })), english)).toBe(
      'The file a.txt does not exist. Check the path.',
    );
  });

  it('puts a reason that has words of its own into words', () => {
    const error = new InterlinearError('glossary.malformed', {
      name: 'desk.csv',
      line: 3,
      reason: 'glossary.reason.unknown-status',
      value: 'good',
    });
    expect(sentence(error, english)).toContain('in line 3, “good” is not a status; it must be preferred');
  });

  it('leaves the words of others as they are', () => {
    const error = new InterlinearError('database.down', { reason: 'ECONNREFUSED 127.0.0.1:5432' });
    expect(sentence(error, english)).toContain('(ECONNREFUSED 127.0.0.1:5432)');
  });

  it('of a code that has no words shows what is known', () => {
    expect(sentence({ code: 'never.heard', parameters: { of: 1 } }, english)).toBe('never.heard {"of":1}');
  });

  it('of a file names it where its words do not', () => {
    const empty = { code: 'input.empty', parameters: { file: 'in/desk.csv' } };
    expect(sentence(empty, english)).toMatch(/^in\/desk\.csv: There is no text/);
    expect(sentence(empty, english, 'in/desk.csv')).toMatch(/^There is no text/);
    expect(sentence(empty, english, 'in/story.txt')).toMatch(/^in\/desk\.csv: /);
    expect(sentence({ code: 'input.missing', parameters: { file: 'a.txt' } }, english)).toMatch(/^The file a\.txt/);
  });

  it('leaves no gap in any language', () => {
    const error = { code: 'data.in-use', parameters: { path: '/d', command: 'translate', pid: 7 } };
    for (const language of interfaceLanguages)
      expect(sentence(error, messagesIn(language))).not.toMatch(/\{\{|undefined/);
  });
});

describe('a sentence behind a name', () => {
  it('follows it as it is where reading goes from left to right', () => {
    expect(labelled('a.txt', 'Le fichier est vide.', 'fr')).toBe('a.txt: Le fichier est vide.');
  });

  it('is isolated from it where reading goes from right to left', () => {
    expect(labelled('a.txt', 'الملف فارغ.', 'ar')).toBe('a.txt: \u2067الملف فارغ.\u2069');
  });
});
