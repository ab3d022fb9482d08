import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { temporaryData } from '../servers/databases.ts';
import { closeKept } from '../servers/kept-open.ts';
import { filesIn, type Outcome, runHere as run, start, temporaryFolder } from './interlinear.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = temporaryFolder();
const data = temporaryData();
afterAll(async () => {
  await closeKept();
  data.remove();
  folder.remove();
});

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
};
const story = 'The province of Idleb is quiet today, officials said on Monday.\n';
const french = 'Le maire a déclaré : « la situation est préoccupante à Alep ».\n';
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const translate = (...args: string[]) => run(['translate', ...args, '--data', data.path]);
const oneSentence = (outcome: Outcome) => outcome.err.trim().split('\n').at(-1) ?? '';

test('in a batch every bad file gets its own sentence, and the good ones are done', async () => {
  const good = {
    'good.txt': story,
    'bom.txt': `\uFEFF${story}`,
    'utf16.txt': utf16(french),
    'windows.txt': Buffer.from(french, 'latin1'),
    'page.html': `<!doctype html><title>Idleb</title><p>The province of <b>Idleb</b> is quiet today, officials said.</p><script>1</script>`,
  };
  const bad: [name: string, content: string | Uint8Array | undefined, code: string][] = [
    ['empty.txt', '', 'input.empty'],
    ['blank.txt', ' \n\n\t', 'input.empty'],
    ['noise.txt', Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256), 'input.binary'],
    ['picture.txt', Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1'), 'input.binary'],
    ['garbled.txt', Buffer.from('The province of Idleb \xff\xfe\x81\x8d is quiet today.', 'latin1'), 'input.encoding'],
    ['story.docx', story, 'input.extension'],
    ['noextension', story, 'input.extension'],
    ['short.txt', 'ok', 'language.undetermined'],
    ['large.txt', Buffer.alloc(11_000_000, 'a'), 'input.large'],
    ['missing.txt', undefined, 'input.missing'],
  ];
  const paths = [
    ...Object.entries(good).map(([name, content]) => file(name, content)),
    ...bad.map(([name, content]) => (content === undefined ? join(folder.path, name) : file(name, content))),
  ];
  const out = join(folder.path, 'batch');
  const outcome = await translate(...paths, folder.path, '--out', out, '--json');
  expect(outcome.status).toBe(3);
  const { files } = JSON.parse(outcome.out);
  const states = new Map(files.map((one: { file: string }) => [one.file, one]));
  for (const name of Object.keys(good))
    expect(states.get(join(folder.path, name)), name).toMatchObject({ status: 'done', error: null });
  for (const [name, , code] of bad)
    expect(states.get(join(folder.path, name)), name).toMatchObject({ status: 'failed', error: { code }, written: [] });
  expect(states.get(folder.path)).toMatchObject({ status: 'failed', error: { code: 'input.folder' } });
  for (const one of files) if (one.error) expect(one.error.message).toMatch(/^[^{}]+\. [^{}]+\.$/);
  expect(filesIn(join(out, 'page')).get('page.en.corrected.html')).toContain('<b>Idlib</b>');
  // Each file is handed back in the encoding in which it came.
  expect(readFileSync(join(out, 'utf16', 'utf16.fr.txt'))).toEqual(utf16(french));
  expect(readFileSync(join(out, 'windows', 'windows.fr.txt'))).toEqual(Buffer.from(french, 'latin1'));
});

test('a single bad file is a failure, and nothing is written', async () => {
  const out = join(folder.path, 'nothing');
  const outcome = await translate(file('empty2.txt', ''), '--out', out);
  expect(outcome.status).toBe(1);
  expect(outcome.err).toContain('no text');
  expect(filesIn(out).size).toBe(0);
});

describe('a call that cannot be meant ends with status 2 and opens nothing', () => {
  const path = file('call.txt', story);
  test.each([
    ['an unknown language', [path, '--to', 'es,klingon'], /klingon/],
    ['an unknown source language', [path, '--from', 'zz'], /zz/],
    ['an unknown engine', [path, '--engine', 'magic'], /magic.*apertium/],
    ['an unknown output', [path, '--format', 'pdf'], /pdf.*xliff21/],
    ['an unknown option', [path, '--bogus'], /--bogus.*--help/],
    ['an option without its value', [path, '--to'], /--to/],
    ['no file', ['--to', 'es'], /file/i],
    ['one source for two articles', [path, path, '--source', path], /2/],
  ])('%s', async (_what, args, sentence) => {
    const fresh = join(folder.path, 'untouched');
    const outcome = await run(['translate', ...args, '--data', fresh]);
    expect(outcome.status).toBe(2);
    expect(oneSentence(outcome)).toMatch(sentence);
    expect(existsSync(fresh)).toBe(false);
  });

  test('a command that does not exist', async () => {
    expect(await run(['transalte'])).toMatchObject({ status: 2, err: expect.stringMatching(/transalte.*translate/) });
  });
});

describe('a glossary or memory that cannot be read is named with its line, and nothing is begun', () => {
  const path = file('resources.txt', story);
  test.each([
    [
      'an open quotation in a glossary',
      '--glossary',
      'a.csv',
      'concept,language,term\nx,en,X\ny,en,"Y\n',
      /a\.csv.*line 3/,
    ],
    [
      'a status nobody knows',
      '--glossary',
      'b.csv',
      'concept,language,term,status\nx,en,X,best\n',
      /b\.csv.*line 2.*best/,
    ],
    ['a memory cut off', '--memory', 'c.tmx', '<tmx version="1.4">\n<header/>\n<body>\n<tu>', /c\.tmx.*line 4/],
    [
      'a memory with entities',
      '--memory',
      'd.tmx',
      '<!DOCTYPE tmx [<!ENTITY a "b">]>\n<tmx version="1.4"><body/></tmx>',
      /d\.tmx.*entities/,
    ],
    ['a memory that is a page', '--memory', 'e.tmx', '<html/>', /e\.tmx.*<html>/],
    ['an empty memory', '--memory', 'f.tmx', '', /f\.tmx.*no text/],
    ['an empty glossary', '--glossary', 'g.csv', '\n', /g\.csv.*no text/],
    ['a glossary that is not there', '--glossary', '', '', /does not exist|no file/],
  ])('%s', async (_what, option, name, content, sentence) => {
    const resource = name ? file(name, content) : join(folder.path, 'nowhere.csv');
    const out = join(folder.path, 'resources');
    const outcome = await translate(path, option, resource, '--out', out);
    expect(outcome.status).toBe(1);
    expect(oneSentence(outcome)).toMatch(sentence);
    expect(existsSync(join(out, 'report.json'))).toBe(false);
  });
});

describe('a folder that cannot be written is said before anything is begun', () => {
  const path = file('folders.txt', story);
  test('for the outputs', async () => {
    const occupied = file('occupied', '');
    expect(await translate(path, '--out', join(occupied, 'out'))).toMatchObject({
      status: 1,
      err: expect.stringContaining('--out'),
    });
  });

  test('of one file of several: the others are done', async () => {
    const out = join(folder.path, 'partly');
    mkdirSync(out);
    file('partly/folders', '');
    const outcome = await translate(path, file('others.txt', story), '--out', out, '--json');
    expect(outcome.status).toBe(3);
    expect(JSON.parse(outcome.out).files).toMatchObject([
      { status: 'failed', error: { code: 'out.unwritable' }, written: [] },
      { status: 'done', error: null },
    ]);
    expect(filesIn(join(out, 'others')).has('report.json')).toBe(true);
  });

  test('for the data', async () => {
    const occupied = file('occupied2', '');
    const outcome = await run(['translate', path, '--data', join(occupied, 'data'), '--out', join(folder.path, 'o')]);
    expect(outcome).toMatchObject({ status: 1, err: expect.stringContaining('--data') });
  });
});

test('two runs without --out leave each other’s outputs alone', async () => {
  const cwd = join(folder.path, 'cwd');
  mkdirSync(cwd);
  for (const name of ['first', 'second'])
    expect(await run(['translate', file(`${name}.txt`, story), '--data', data.path], { cwd })).toMatchObject({
      status: 0,
    });
  for (const name of ['first', 'second']) expect(filesIn(join(cwd, 'out', name)).has('report.json')).toBe(true);
});

test('readers of stdout and stderr who go away do not end the work', async () => {
  const out = join(folder.path, 'deaf');
  const own = temporaryData();
  const running = start(['translate', file('deaf.txt', story), '--out', out, '--data', own.path]);
  running.child.stdout?.destroy();
  running.child.stderr?.destroy();
  expect(await running.ended).toMatchObject({ status: 0 });
  expect(filesIn(out).has('report.json')).toBe(true);
  own.remove();
});

describe('check of several files', () => {
  const good = file('check-good.txt', story);
  const bad = file('check-bad.txt', '');
  test('names each file, and ends as partial when some cannot be read', async () => {
    const outcome = await run(['check', good, bad, '--json']);
    expect(outcome.status).toBe(3);
    expect(JSON.parse(outcome.out)).toMatchObject({
      status: 3,
      files: [
        { file: good, error: null, findings: [{ text: 'Idleb' }] },
        { file: bad, error: { code: 'input.empty' }, findings: [] },
      ],
    });
    const table = await run(['check', good, bad]);
    expect(table.out.split('\n')[0]).toBe(good);
    expect(table.err).toContain(`${bad}: There is no text`);
    expect(await run(['check', bad, bad])).toMatchObject({ status: 1 });
  });

  test('of one file has findings alone', async () => {
    const outcome = await run(['check', good, '--json']);
    expect(Object.keys(JSON.parse(outcome.out))).toEqual(['findings', 'notRun']);
    expect(outcome.status).toBe(0);
  });

  test('in a language nobody knows is a wrong call', async () => {
    for (const option of ['--from', '--source-from'])
      expect(await run(['check', good, option, 'klingon'])).toMatchObject({
        status: 2,
        err: expect.stringContaining('klingon'),
      });
  });
});

test('a pair that no engine can do ends as partial: XLIFF and report, no article, and one line that says what to do', async () => {
  const out = join(folder.path, 'arabic');
  const outcome = await translate(file('arabic.txt', story), '--to', 'ar', '--out', out);
  expect(outcome.status).toBe(3);
  expect(outcome.out).toMatch(/^ar: 0 .*1 .*interlinear (setup|doctor)/m);
  const names = [...filesIn(out).keys()];
  expect(names).toEqual(expect.arrayContaining(['arabic.en-ar.xlf', 'arabic.en-ar.xliff12.xlf', 'report.json']));
  expect(names).not.toContain('arabic.ar.txt');
  expect(readFileSync(join(out, 'arabic.en-ar.xlf'), 'utf8')).not.toContain('<target');
});

test('without any engine the run ends as partial and names the command that installs one', async () => {
  const out = join(folder.path, 'engineless');
  const environment = { INTERLINEAR_APERTIUM: join(folder.path, 'no-such-command') };
  const outcome = await run(
    ['translate', file('engineless.txt', story), '--to', 'es', '--out', out, '--data', data.path],
    { environment },
  );
  expect(outcome.status).toBe(3);
  expect(outcome.out).toContain('interlinear setup');
});

test('errors are said in the language of the user', async () => {
  const french = await run(['translate', 'nichts.txt', '--to', 'xx'], { environment: { LANG: 'fr_FR.UTF-8' } });
  expect(french.err).toMatch(/langue/);
  const arabic = await run(['translate', 'nichts.txt', '--to', 'xx'], { environment: { LC_ALL: 'ar' } });
  expect(arabic.err).toMatch(/\p{Script=Arabic}/u);
});

test.skipIf(process.getuid?.() === 0)(
  'a file that may not be read is named (as root everything may be read)',
  async () => {
    const locked = file('locked.txt', story);
    chmodSync(locked, 0o000);
    expect(await translate(locked)).toMatchObject({ status: 1, err: expect.stringContaining('permissions') });
  },
);
