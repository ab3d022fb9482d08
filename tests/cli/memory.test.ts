import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { exit, parseConfig } from '../../src/cli/command.ts';
import { resolveCommand } from '../../src/cli/commands.ts';
import { messagesIn } from '../../src/i18n.ts';
import { haveSchemas, validateTmx } from '../formats/validators.ts';
import { root, temporaryFolder } from '../journeys/interlinear.ts';
import { temporaryData } from '../servers/databases.ts';

// Each command opens a database of its own.
vi.setConfig({ testTimeout: 120_000 });

const story = (name: string) => join(root, 'examples/idleb', name);
let data: ReturnType<typeof temporaryData>;
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  data = temporaryData();
  folder = temporaryFolder();
});
afterAll(() => {
  data?.remove();
  folder?.remove();
});

async function memory(...words: string[]) {
  const { command, rest } = await resolveCommand(['memory', ...words, '--data', data.path]);
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
  const json = () => JSON.parse(out.join('\n'));
  return { status, out: out.join('\n'), notes: notes.join('\n'), json };
}

function file(name: string, body: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en"/><body>\n${body}\n</body></tmx>`);
  return path;
}

const pair = (source: string, target: string, more = '') =>
  `<tu${more}><tuv xml:lang="EN-US"><seg>${source}</seg></tuv><tuv xml:lang="es"><seg>${target}</seg></tuv></tu>`;

describe('interlinear memory', () => {
  test('imports a file once: the second time nothing changes', async () => {
    const first = await memory('import', story('memory.tmx'), '--name', 'idleb', '--json');
    const counts = first.json().files[0];
    expect(counts).toMatchObject({ memory: 'idleb', same: 0, overwritten: 0, refused: 0 });
    expect(counts.new).toBeGreaterThan(5);
    const before = (await memory('stats', 'idleb', '--json')).json();
    const second = await memory('import', story('memory.tmx'), '--name', 'idleb', '--json');
    expect(second.json().files[0]).toMatchObject({ new: 0, same: counts.new, overwritten: 0 });
    expect((await memory('stats', 'idleb', '--json')).json()).toEqual(before);
  });

  test('exports what a valid TMX file holds, and takes it back as the same', async () => {
    const path = file(
      'rich.tmx',
      '<tu tuid="7" usagecount="3" creationdate="20260101T000000Z" creationid="ana"><note>see AFP</note><prop type="x-domain">a</prop><prop type="x-domain">b</prop>' +
        '<tuv xml:lang="en"><prop type="x-interlinear-previous">-</prop><prop type="x-interlinear-next">abc</prop><seg>Yes <bpt i="1" x="1">&lt;b></bpt>sir<ept i="1">&lt;/b></ept>.</seg></tuv>' +
        '<tuv xml:lang="es"><seg>S\u00ed <bpt i="1" x="1">&lt;b></bpt>se\u00f1or<ept i="1">&lt;/b></ept>.</seg></tuv></tu>' +
        pair('No.', 'No.'),
    );
    await memory('import', path, '--name', 'rich');
    const [one, two] = [join(folder.path, 'one.tmx'), join(folder.path, 'two.tmx')];
    await memory('export', 'rich', '--out', one);
    const written = readFileSync(one, 'utf8');
    for (const part of ['<note>see AFP</note>', 'usagecount="3"', 'creationid="ana"', '>b</prop>'])
      expect(written).toContain(part);
    if (haveSchemas) validateTmx(written);
    await memory('import', one, '--name', 'copy');
    await memory('export', 'copy', '--out', two);
    const withoutTime = (text: string) => text.replace(/(<header[^>]*creationdate=)"[^"]*"/, '$1');
    expect(withoutTime(readFileSync(two, 'utf8'))).toBe(withoutTime(written));
    expect((await memory('import', one, '--name', 'rich', '--json')).json().files[0]).toMatchObject({
      same: 2,
      new: 0,
    });
  });

  test('keeps what stands before the place where a file breaks off, and says where that is', async () => {
    const path = file('broken.tmx', `${pair('One.', 'Uno.')}\n${pair('Two.', 'Dos.')}`);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -60));
    const { status, out, notes } = await memory('import', path);
    expect([status, out]).toEqual([exit.partial, 'broken: 1 new, 0 the same, 0 overwritten, 0 refused']);
    expect(notes).toMatch(/broken\.tmx.*not well-formed XML \(line 4/);
  });

  test('refuses units with reason and line, and files that are no memory', async () => {
    const path = file(
      'bad.tmx',
      [
        '<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu>',
        pair('Empty.', ' '),
        pair('Control&#x1F;', 'x'),
        pair('Good.', 'Bien.', ' tuid="1"'),
        pair('Better.', 'Mejor.', ' tuid="1"'),
      ].join('\n'),
    );
    const report = (await memory('import', path, '--json')).json().files[0];
    expect(report).toMatchObject({ new: 2, refused: 3 });
    expect(report.refusals.map(({ line, reason }: { line: number; reason: string }) => `${line} ${reason}`)).toEqual([
      '3 memory.unit-variants',
      '4 memory.unit-variants',
      '5 memory.unit-characters',
    ]);
    const bomb = join(folder.path, 'bomb.tmx');
    writeFileSync(bomb, '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx>&b;</tmx>');
    const latin = join(folder.path, 'latin.tmx');
    writeFileSync(latin, Buffer.from('<?xml version="1.0" encoding="utf-8"?><tmx>\u00e9</tmx>', 'latin1'));
    const many = await memory('import', bomb, latin, join(folder.path, 'none.tmx'), folder.path, '--json');
    expect(many.status).toBe(exit.failed);
    expect(many.json().files.map(({ error }: { error: { code: string } }) => error.code)).toEqual([
      'memory.entities',
      'input.encoding',
      'input.missing',
      'input.folder',
    ]);
  });

  test('searches with reasons, and shows where a phrase stands', async () => {
    const question = [
      'The trucks are ready, but the road was blocked.',
      '--from',
      'en',
      '--to',
      'es',
      '--memory',
      'idleb',
    ];
    const found = (await memory('search', ...question, '--json')).json().matches[0];
    expect(found).toMatchObject({
      kind: 'fuzzy',
      differences: [{ kind: 'replaced', unit: { text: 'remains' }, segment: { text: 'was' } }],
    });
    const { out } = await memory('search', ...question);
    expect(out).toContain('remains \u2192 was');
    expect((await memory('concordance', 'THE ROAD', '--from', 'en', '--to', 'es', '--memory', 'idleb')).out).toContain(
      'but [the road] remains',
    );
    expect((await memory('search', 'Nothing like it.', '--from', 'en', '--to', 'es')).out).toBe('Nothing was found.');
  });

  test('shows what translates a phrase, and the parts of a text that are known', async () => {
    const nouns = [
      ['peace talks', 'negociaciones de paz'],
      ['water supply', 'suministro de agua'],
      ['border crossing', 'paso fronterizo'],
    ];
    const verbs = [
      ['Critics ignored the', 'Los críticos ignoraron'],
      ['Nobody expected the', 'Nadie esperaba'],
      ['Reporters visited the', 'Los reporteros visitaron'],
      ['Ministers praised the', 'Los ministros alabaron'],
    ];
    const units = nouns.flatMap(([noun, sustantivo]) =>
      verbs.map(([verb, verbo]) => pair(`${verb} ${noun}.`, `${verbo} ${sustantivo}.`)),
    );
    await memory('import', file('parts.tmx', units.join('\n')), '--name', 'parts');
    const asked = ['--from', 'en', '--to', 'es', '--memory', 'parts'];
    const { out } = await memory('concordance', 'border crossing', ...asked);
    expect(out).toContain('the [border crossing].');
    expect(out).toContain(' [paso fronterizo].');
    const text = 'Pupils asked about peace talks today.';
    const { matches, subSegments } = (await memory('search', text, ...asked, '--json')).json();
    expect(matches).toEqual([]);
    expect(subSegments).toEqual([
      {
        start: 19,
        end: 30,
        text: 'peace talks',
        translation: 'negociaciones de paz',
        kind: 'phrase',
        agreeing: expect.any(Number),
        of: expect.any(Number),
      },
    ]);
    expect((await memory('search', text, ...asked)).out).toContain('peace talks \u2192 negociaciones de paz (');
  });

  test('counts a batch by bands, without its furniture', async () => {
    const files = [story('article.fr.txt'), story('article.fr.txt')];
    const { languages } = (
      await memory('analyse', ...files, '--to', 'es,ca', '--memory', story('memory.tmx'), '--json')
    ).json();
    expect(languages.map(({ language }: { language: string }) => language)).toEqual(['es', 'ca']);
    const { bands } = languages[0];
    expect(bands.total.segments % 2).toBe(0);
    const identical = bands['101'].segments + bands['100'].segments;
    expect(identical).toBeGreaterThanOrEqual(4);
    // The second copy of everything that is not known is a repetition.
    expect(bands.repetitions.segments).toBe((bands.total.segments - identical) / 2);
    const table = (await memory('analyse', story('article.en.txt'), '--to', 'es')).out;
    expect(table).toMatch(/^es +segments +words +characters\n101 % +\d+/);
  });

  test('replaces, deletes and mends where the desk may, first shown, and takes it back', async () => {
    const path = file(
      'desk.tmx',
      [
        pair('Idleb fell.', 'Cay\u00f3 Idleb.'),
        pair('Ocha said.', 'Dijo Ocha.'),
        pair('Same old text.', 'Same old text.'),
      ].join('\n'),
    );
    await memory('import', path, '--name', 'work');
    const replace = ['replace', 'Idleb', 'Idlib', '--in', 'es', '--memory', 'work', '--word'];
    expect((await memory(...replace)).out).toContain('+ Cay\u00f3 Idlib.');
    await expect(memory(...replace, '--apply')).rejects.toMatchObject({ code: 'memory.read-only' });
    await memory('import', path, '--name', 'work', '--desk-writable');
    const { change } = (await memory(...replace, '--apply', '--json')).json();
    const target = async () =>
      (await memory('search', 'Idleb fell.', '--from', 'en-US', '--to', 'es', '--memory', 'work', '--json')).json()
        .matches[0]?.unit.target;
    expect(await target()).toBe('Cay\u00f3 Idlib.');
    await memory('undo', change.id);
    expect(await target()).toBe('Cay\u00f3 Idleb.');

    expect((await memory('delete', 'work', '--containing', 'Ocha')).out).toContain('1 unit of work would be deleted');
    await expect(memory('delete', 'work')).rejects.toMatchObject({ code: 'memory.selection' });
    const deleted = (await memory('delete', 'work', '--containing', 'Ocha', '--apply', '--json')).json();
    const units = async () => (await memory('stats', 'work', '--json')).json().memories[0].units;
    expect([deleted.units, await units()]).toEqual([1, 2]);
    expect((await memory('undo', deleted.id)).out).toBe('work: 1 of 1 units are as they were before.');
    expect(await units()).toBe(3);

    await memory('import', file('doubled.tmx', pair('Idleb  fell.', 'Cay\u00f3 Idleb.')), '--name', 'work');
    const lint = await memory('lint', 'work');
    expect(lint.out).toContain('not translated: es Same old text.');
    expect(lint.out).toContain('doubled: en-US');
    await memory('lint', 'work', '--fix');
    expect(await units()).toBe(3);
  });

  test('says what it needs where it is called wrongly', async () => {
    await expect(memory('search', 'x', '--to', 'es')).rejects.toMatchObject({ code: 'memory.language-missing' });
    await expect(memory('search', 'x', '--from', 'xx-nope-nope', '--to', 'es')).rejects.toMatchObject({
      code: 'language.unknown',
    });
    await expect(memory('export')).rejects.toMatchObject({ code: 'memory.argument' });
    await expect(memory('import')).rejects.toMatchObject({ code: 'memory.argument' });
    await expect(memory('stats', 'nowhere')).rejects.toMatchObject({ code: 'memory.unknown' });
    await expect(memory('import', 'a.tmx', '--penalty', 'x')).rejects.toMatchObject({ code: 'config.value' });
  });
});
