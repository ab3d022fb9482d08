import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exit, parseConfig } from '../../src/cli/command.ts';
import { resolveCommand } from '../../src/cli/commands.ts';
import { messagesIn } from '../../src/i18n.ts';
import { root, temporaryFolder } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';
import { closeKept } from '../servers/kept-open.ts';

vi.setConfig({ testTimeout: 120_000 });

const story = join(root, 'examples/idleb/glossary.csv');
let data: ReturnType<typeof temporaryData>;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  data = temporaryData();
  folder = temporaryFolder();
});
afterAll(async () => {
  await closeKept();
  data?.remove();
  folder?.remove();
});

async function glossary(...words: string[]) {
  const { command, rest } = await resolveCommand(['glossary', ...words, '--data', data.path]);
  const parsed = parseArgs({ args: rest, options: parseConfig(command), allowPositionals: true, strict: true });
  const out: string[] = [];
  const notes: string[] = [];
  const status = await command.run({
    positionals: parsed.positionals,
    values: parsed.values as never,
    messages: messagesIn('en'),
    interfaceLanguage: 'en',
    out: (line) => out.push(line),
    note: (line) => notes.push(line),
  });
  return { status, out: out.join('\n'), notes: notes.join('\n'), json: () => JSON.parse(out.join('\n')) };
}

function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

describe('interlinear glossary', () => {
  test('imports a file once: the second time nothing changes', async () => {
    const first = (await glossary('import', story, '--name', 'story', '--json')).json().files[0];
    expect(first).toMatchObject({ glossary: 'story', same: 0, refused: 0, conflicting: 0 });
    expect(first.new).toBeGreaterThan(100);
    const second = await glossary('import', story, '--name', 'story', '--json');
    expect(second.status).toBe(exit.done);
    expect(second.json().files[0]).toMatchObject({ new: 0, same: first.new });
    const [listed] = (await glossary('list', '--json')).json().glossaries;
    expect(listed).toMatchObject({ name: 'story', terms: first.new });
  });

  test('exports what it holds, whole as CSV, and as TBX with a list of what it dropped', async () => {
    const rich = file(
      'rich.csv',
      'concept,language,term,status,kind,domain,note,inflection,styles,do-not-translate\n' +
        'a,en,"say ""so"", twice",preferred,term,,"two\nlines",no,ap|un,\nb,fr,Le Monde,preferred,name,press,,,,yes\n',
    );
    await glossary('import', rich, '--name', 'rich');
    const [one, two] = [join(folder.path, 'one.csv'), join(folder.path, 'two.csv')];
    await glossary('export', 'rich', '--out', one);
    await glossary('import', one, '--name', 'again');
    await glossary('export', 'again', '--out', two);
    expect(readFileSync(two, 'utf8')).toBe(readFileSync(one, 'utf8'));
    expect(readFileSync(one, 'utf8')).toContain('"say ""so"", twice"');
    const tbx = join(folder.path, 'rich.tbx');
    const { notes } = await glossary('export', 'rich', '--out', tbx);
    expect(readFileSync(tbx, 'utf8')).toContain('preferredTerm-admn-sts');
    expect(notes).toMatch(/left out: inflection on or off \(1 time\)/);
    expect(notes).toMatch(/left out: do not translate \(1 time\)/);
    const back = await glossary('import', tbx, '--name', 'back', '--json');
    expect(back.json().files[0]).toMatchObject({ new: 2, refused: 0 });
  });

  test('tells rows that cannot be read, that repeat or contradict another, with their lines', async () => {
    const bad = file(
      'bad.csv',
      '\uFEFFconcept;language;term;status\na;en;truce;\na;en;truce;\na;en;truce;deprecated\nb;xx;B;\nc;en;.*;\nd;en;;\n',
    );
    const lint = await glossary('lint', bad, '--json');
    expect(lint.status).toBe(exit.failed);
    const [report] = lint.json().glossaries;
    expect(report.refusals.map(({ line }: { line: number }) => line)).toEqual([5, 7]);
    expect(report.findings.map(({ kind, line }: { kind: string; line: number }) => [kind, line])).toEqual([
      ['duplicate', 3],
      ['contradiction', 4],
      ['punctuation', 6],
    ]);
    const imported = await glossary('import', bad);
    expect(imported.status).toBe(exit.partial);
    expect(imported.notes).toContain('bad.csv:5: “xx” is not a known language.');
    expect(imported.notes).toContain('bad.csv:4: “truce” (a) is preferred in the glossary and deprecated in the file');
    expect(imported.out).toContain('2 new, 1 the same, 0 replaced, 2 refused, 1 in conflict');
  });

  test('keeps what is there, or replaces it, and says what disagreed', async () => {
    const base = file(
      'base.csv',
      'concept,language,term,status,kind\nun,en,UN,preferred,acronym\nun,en,U.N.,admitted,acronym\n',
    );
    const other = file('other.csv', 'concept,language,term,status,kind\nun,en,U.N.,preferred,acronym\n');
    await glossary('import', base, '--name', 'house');
    const kept = (await glossary('import', other, '--name', 'house', '--json')).json().files[0];
    expect(kept).toMatchObject({ new: 0, replaced: 0, conflicting: 1 });
    expect(kept.conflicts[0]).toMatchObject({ line: 2, kind: 'differs', there: 'admitted', here: 'preferred' });
    const replaced = (await glossary('import', other, '--name', 'house', '--merge', 'replace', '--json')).json()
      .files[0];
    expect(replaced).toMatchObject({ replaced: 1 });
    expect(replaced.conflicts.map(({ kind }: { kind: string }) => kind)).toEqual(['differs', 'two-preferred']);
    const out = join(folder.path, 'house.csv');
    await glossary('export', 'house', '--out', out);
    expect(readFileSync(out, 'utf8')).toMatch(/un,en,UN,admitted,[\s\S]*un,en,U\.N\.,preferred,/);
  });

  test('finds a concept as a house style has it on a day', async () => {
    const preferred = async (...more: string[]) => {
      const { concepts } = (await glossary('find', 'Türkiye', '--language', 'en', '--json', ...more)).json();
      const turkey = concepts.find(({ origin }: { origin: string }) => origin === 'builtin');
      return turkey.terms.find(
        ({ language, status }: { language: string; status: string }) => language === 'en' && status === 'preferred',
      ).text;
    };
    expect(await preferred('--style', 'un', '--date', '2023-01-01')).toBe('Türkiye');
    expect(await preferred('--style', 'un', '--date', '2020-01-01')).toBe('Turkey');
    expect(await preferred('--style', 'ap', '--date', '2023-01-01')).toBe('Turkey');
    expect((await glossary('find', 'no such wording')).status).toBe(exit.failed);
  });

  test('reads OmegaT glossaries in a pair that is named, and refuses one that is not', async () => {
    const path = file('omegat.txt', 'trêve\ttruce\tAP\n');
    await expect(glossary('import', path)).rejects.toMatchObject({ code: 'glossary.pair' });
    const { out } = await glossary('import', path, '--from', 'fr', '--to', 'en');
    expect(out).toContain('omegat: 2 new');
  });

  test('is refused what nobody can read', async () => {
    const bomb = file('bomb.tbx', '<!DOCTYPE martif [<!ENTITY a "aaa">]><martif><text/></martif>');
    expect((await glossary('import', bomb, '--json')).json().files[0].error.code).toBe('glossary.entities');
    await expect(glossary('import', file('x.pdf', ''))).rejects.toMatchObject({ code: 'glossary.format' });
    await expect(glossary('export', 'nobody')).rejects.toMatchObject({ code: 'glossary.unknown' });
    await expect(glossary('lint', join(folder.path, 'absent.csv'))).rejects.toMatchObject({ code: 'input.missing' });
  });

  test('removes a glossary, and nothing else', async () => {
    const before = (await glossary('list', '--json')).json().glossaries.length;
    expect((await glossary('remove', 'house')).out).toContain('house was removed with 2 wordings');
    expect((await glossary('list', '--json')).json().glossaries).toHaveLength(before - 1);
  });
});
