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
import { closeKept } from '../servers/kept-open.ts';

vi.setConfig({ testTimeout: 120_000 });

const story = (name: string) => join(root, 'examples/idleb', name);
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

const memory = (...words: string[]) => interlinear('memory', ...words);

async function interlinear(...words: string[]) {
  const { command, rest } = await resolveCommand([...words, '--data', data.path]);
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

  test('names a file that it cannot read once', async () => {
    const path = file('cut.tmx', pair('One.', 'Uno.'));
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -40));
    const { notes } = await memory('import', path, join(folder.path, 'nowhere.tmx'), folder.path);
    const lines = notes.split('\n');
    expect(lines).toHaveLength(3);
    for (const [line, name] of [
      [lines[0], 'cut.tmx'],
      [lines[1], 'nowhere.tmx'],
      [lines[2], folder.path],
    ])
      expect(line?.split(name ?? '').length).toBe(2);
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

  test('takes files as they come: their encoding, their languages, long texts, doubled names', async () => {
    const body = [
      '<tu tuid="1"><rating>5</rating><tuv xml:lang="EN-US"><seg>Caf\u00e9.</seg></tuv><tuv xml:lang="es_ES"><seg>Caf\u00e9.</seg></tuv></tu>',
      '<tu tuid="1"><tuv xml:lang="eng"><seg>Milk.</seg></tuv><tuv xml:lang="spa"><seg>Leche.</seg></tuv></tu>',
      `<tu><tuv xml:lang="en_us"><seg>${'long '.repeat(20_000)}</seg></tuv><tuv xml:lang="es"><seg>Largo.</seg></tuv></tu>`,
    ].join('');
    const tmx = (encoding: string) =>
      `<?xml version="1.0" encoding="${encoding}"?><tmx version="1.4"><header srclang="en"/><body>${body}</body></tmx>`;
    const written = [
      ['one.tmx', Buffer.from(tmx('iso-8859-1'), 'latin1')],
      ['two.tmx', Buffer.from(tmx('windows-1252'))],
      ['three.tmx', Buffer.from(`\ufeff${tmx('utf-16')}`, 'utf16le')],
    ] as const;
    for (const [name, bytes] of written) writeFileSync(join(folder.path, name), bytes);
    const paths = written.map(([name]) => join(folder.path, name));
    const { files } = (await memory('import', ...paths, '--name', 'odd', '--json')).json();
    // However the bytes are encoded, the units are the same.
    expect(files).toMatchObject([
      { new: 3, refused: 0 },
      { new: 0, same: 3 },
      { new: 0, same: 3 },
    ]);
    expect((await memory('stats', 'odd', '--json')).json().memories[0].languages).toMatchObject(
      [
        { language: 'en-US', texts: 2, characters: 100_005 },
        { language: 'en', texts: 1 },
        { language: 'es', texts: 2 },
        { language: 'es-ES', texts: 1 },
      ].sort((a, b) => b.texts - a.texts || (a.language < b.language ? -1 : 1)),
    );
    const out = join(folder.path, 'odd-out.tmx');
    await memory('export', 'odd', '--out', out);
    expect(readFileSync(out, 'utf8')).toContain('<prop type="x-rating">5</prop>');
  });

  test('keeps the quality that a file states, shows it and writes it again', async () => {
    const path = file(
      'quality.tmx',
      [
        '<tu><prop type="x-Quality">85</prop><tuv xml:lang="en"><seg>Fine work.</seg></tuv><tuv xml:lang="es"><seg>Buen trabajo.</seg></tuv></tu>',
        '<tu><prop type="quality">good</prop><tuv xml:lang="en"><seg>Poor work.</seg></tuv><tuv xml:lang="es"><seg>Mal trabajo.</seg></tuv></tu>',
        '<tu><tuv xml:lang="en"><seg>Some work.</seg></tuv><tuv xml:lang="es"><prop type="quality">70</prop><seg>Trabajo.</seg></tuv></tu>',
      ].join('\n'),
    );
    await memory('import', path, '--name', 'rated');
    const quality = async (text: string) =>
      (await memory('search', text, '--from', 'en', '--to', 'es', '--memory', 'rated', '--json')).json().matches[0].unit
        .quality;
    expect([await quality('Fine work.'), await quality('Poor work.'), await quality('Some work.')]).toEqual([
      85,
      undefined,
      70,
    ]);
    const out = join(folder.path, 'quality-out.tmx');
    await memory('export', 'rated', '--out', out);
    const props = [...readFileSync(out, 'utf8').matchAll(/<prop type="([^"]*quality)">(.*?)</gi)];
    expect(props.map(([, type, value]) => `${type} ${value}`)).toEqual([
      'x-quality 85',
      'quality good',
      'x-quality 70',
      'quality 70',
    ]);
    expect((await memory('import', out, '--name', 'rated', '--json')).json().files[0]).toMatchObject({ same: 3 });
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

  test('merges units that say the same, first counted, and takes it back', async () => {
    const context =
      '<prop type="x-interlinear-previous">a</prop><prop type="x-interlinear-next">b</prop><seg>Twice.</seg></tuv>';
    const twice = `<tu><tuv xml:lang="en">${context}<tuv xml:lang="es"><seg>Dos veces.</seg></tuv></tu>`;
    await memory('import', file('twice.tmx', twice + twice.replace(/<prop.*<seg>T/, '<seg>T')), '--name', 'twice');
    expect((await memory('dedupe', 'twice')).out).toBe('twice: 1 unit says what another says; --apply merges them.');
    await expect(memory('dedupe', 'twice', '--apply')).rejects.toMatchObject({ code: 'memory.read-only' });
    await memory('grant', 'twice', '--write');
    const [{ change, redundant }] = (await memory('dedupe', 'twice', '--apply', '--json')).json().memories;
    expect(redundant).toBe(1);
    expect((await memory('dedupe', 'twice')).out).toBe('twice: every unit says something of its own.');
    await memory('undo', change.id);
    expect((await memory('stats', 'twice', '--json')).json().memories[0].units).toBe(2);
  });

  test('is set and shared with other desks by the desk that it belongs to', async () => {
    await memory('import', file('shared.tmx', pair('Ours.', 'Nuestro.')), '--name', 'shared');
    expect((await memory('set', 'shared', '--priority', '7', '--penalty', '3', '--overwrite', 'source')).out).toBe(
      'shared: priority 7, penalty 3, overwrite source',
    );
    await interlinear('desk', 'add', 'sports', '--time-zone', 'europe/paris');
    expect((await interlinear('desk', 'list')).out).toContain(
      'sports (time zone Europe/Paris, fuzzy threshold by default, review steps 1)',
    );
    const right = (...words: string[]) => memory('grant', 'shared', '--desk', 'sports', ...words);
    const asSports = async (...words: string[]) => {
      vi.stubEnv('INTERLINEAR_DESK', 'sports');
      try {
        return await memory(...words);
      } finally {
        vi.unstubAllEnvs();
      }
    };
    const search = ['search', 'Ours.', '--from', 'en', '--to', 'es', '--json'];
    expect((await asSports(...search)).json().matches).toEqual([]);
    expect((await right('--read')).out).toBe('sports may read the memory shared.');
    expect((await asSports(...search)).json().matches[0]).toMatchObject({
      score: 95,
      penalties: [{ reason: 'other-desk' }, { reason: 'memory', points: 3 }, { reason: 'variant' }],
    });
    const listed = (await memory('list', '--json')).json().memories;
    expect(listed.find(({ name }: { name: string }) => name === 'shared')).toEqual({
      name: 'shared',
      kind: 'named',
      owner: 'newsroom',
      priority: 7,
      penalty: 3,
      overwrite: 'source',
      units: 1,
      rights: [
        { desk: 'newsroom', right: 'read' },
        { desk: 'sports', right: 'read' },
      ],
    });
    expect((await memory('list')).out).toMatch(
      /^shared +kept up +newsroom +1 +7 +3 +source +newsroom: read, sports: read$/m,
    );
    expect((await asSports('list', '--json')).json().memories.map(({ name }: { name: string }) => name)).toEqual([
      'desk',
      'shared',
    ]);
    await expect(asSports('grant', 'shared', '--write')).rejects.toMatchObject({
      code: 'memory.not-own',
      parameters: { owner: 'newsroom' },
    });
    const remove = ['delete', 'shared', '--everything', '--apply'];
    await expect(asSports(...remove)).rejects.toMatchObject({ code: 'memory.read-only' });
    await right('--none');
    expect((await asSports(...search)).json().matches).toEqual([]);
    await right('--write');
    const { out } = await asSports(...remove);
    expect(out).toContain('1 unit deleted');
  });

  test('matches down to the threshold of the desk, unless somebody sets another one', async () => {
    const text = 'The trucks are here now, the road was blocked.';
    const search = async (...more: string[]) =>
      (await memory('search', text, '--from', 'en', '--to', 'es', '--memory', 'idleb', '--json', ...more)).json()
        .matches.length;
    const found = await search('--threshold', '0.4');
    expect(found).toBeGreaterThan(0);
    expect(await search()).toBe(0);
    expect((await interlinear('desk', 'set', '--fuzzy-threshold', '0.4')).out).toContain('fuzzy threshold 0.4');
    expect(await search()).toBe(found);
    expect(await search('--threshold', '0.9')).toBe(0);
    vi.stubEnv('INTERLINEAR_MEMORY_THRESHOLD', '0.9');
    expect(await search()).toBe(0);
    vi.unstubAllEnvs();
    await interlinear('desk', 'set', 'newsroom', '--fuzzy-threshold', 'default');
    expect(await search()).toBe(0);
  });

  test('says which desks and memories there are where one is unknown', async () => {
    await expect(memory('grant', 'idleb', '--desk', 'weather', '--read')).rejects.toMatchObject({
      code: 'desk.unknown',
      parameters: { known: expect.stringContaining('newsroom') },
    });
    await expect(memory('set', 'nowhere', '--penalty', '1')).rejects.toMatchObject({
      code: 'memory.unknown',
      parameters: { known: expect.stringMatching(/\bdesk\b.*\bidleb\b/) },
    });
    for (const words of [
      ['memory', 'grant', 'idleb'],
      ['memory', 'grant', 'idleb', '--none', '--read'],
      ['memory', 'set', 'idleb'],
      ['desk', 'set'],
    ])
      await expect(interlinear(...words)).rejects.toMatchObject({ code: 'option.needed' });
    await expect(interlinear('desk', 'add', 'newsroom')).rejects.toMatchObject({ code: 'desk.exists' });
    for (const zone of ['Mars/Base', '+02:00'])
      await expect(interlinear('desk', 'add', 'mars', '--time-zone', zone)).rejects.toMatchObject({
        code: 'desk.time-zone',
      });
    await expect(interlinear('desk', 'set', '--fuzzy-threshold', '70')).rejects.toMatchObject({ code: 'config.value' });
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
