import { cpSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { buildTestModel } from '../../scripts/test-model/build.ts';
import { writeTestModel } from '../../scripts/test-model/write.ts';
import { bergamot } from '../../src/engines/bergamot.ts';
import { selectEngine } from '../../src/engines/select.ts';
import type { Engine, EngineSegment } from '../../src/model/ports.ts';
import { modelsFolder } from './bergamot/models-folder.ts';
import { isWellNested, pair, segment, standalone } from './segments.ts';

// Real engine, test models: they look words up one by one (scripts/test-model), which shows whether what goes in comes out in its place.
const models = modelsFolder('fr-en', 'en-es', 'en-ar');
const engine = bergamot({ modelsFolder: models.folder, threads: 2 });
afterAll(async () => {
  await engine.close();
  models.remove();
});

const translate = async (from: string, to: string, ...segments: EngineSegment[]) =>
  (await engine.translate({ from, to, segments })).results;

/** A result with its codes in place. */
function shown({ text, codes }: { text: string; codes: EngineSegment['codes'] }): string {
  return codes.toReversed().reduce((all, { at, data }) => all.slice(0, at) + data + all.slice(at), text);
}

describe('Bergamot', () => {
  test('translates with a model, and says which one and which way', async () => {
    const reply = await engine.translate({ from: 'fr', to: 'en', segments: [segment('Le chat dort.')] });
    expect(reply.results.map(({ text }) => text)).toEqual(['The cat sleeps.']);
    expect(reply.route).toBe('fr>en');
    expect(reply.version).toMatch(/^bergamot 0\.4\.9 fr-en TEST MODEL #[0-9a-f]{12} r\d+$/);
    expect(await engine.version('fr', 'en')).toBe(reply.version);
  });

  test('goes through English where a pair has no model of its own, with both of them in its version', async () => {
    const reply = await engine.translate({
      from: 'fr',
      to: 'es',
      segments: [segment('Le chat voit la maison rouge.')],
    });
    expect(reply.results[0]?.text).toBe('El gato ve el casa roja.');
    expect(reply.route).toBe('fr>en>es');
    expect(reply.version).toMatch(/fr-en .*#\w+ \+ en-es .*#/);
  });

  test('translates several sentences and keeps what stands between them', async () => {
    const [result] = await translate(
      'fr',
      'en',
      segment('  Le chat dort.  Le chien mange!\n\nLa maison est rouge? 🙂 '),
    );
    expect(result?.text).toBe('  The cat sleeps.  The dog eats!\n\nThe house is red? 🙂 ');
  });

  test('keeps line breaks inside a sentence, and what marks them, before the word that they stood before', async () => {
    const [result] = await translate('fr', 'es', segment('Le chat dort\ndans la maison', [standalone('1', 13)]));
    expect(shown(result as never)).toBe('El gato duerme\n<br>en el casa');
  });

  test('copies what its model does not know, markup and entities included', async () => {
    const [result] = await translate('fr', 'en', segment('Idleb & <b>Alep</b> &amp; chat “1 < 2” 漢字 🙂'));
    expect(result?.text).toBe('Idleb & <b>Alep</b> &amp; cat “1 < 2” 漢字 🙂');
  });

  test('carries codes over by the alignment of words, through English as well', async () => {
    const segments = [
      segment('Le chat dort, le chien mange.', [...pair('1', 'b', 3, 7), ...pair('2', 'i', 14, 22)]),
      segment('La maison rouge', pair('1', 'a', 0, 15).toSpliced(1, 0, standalone('2', 9))),
    ];
    expect((await translate('fr', 'es', ...segments)).map(shown)).toEqual([
      'El <b>gato</b> duerme, <i>el perro</i> come.',
      '<a>El casa <br>roja</a>',
    ]);
  });

  test('carries codes into a language that is written from right to left', async () => {
    const [result] = await translate('fr', 'ar', segment('Le chat dort', pair('1', 'b', 3, 7)));
    expect(shown(result as never)).toBe('هذا <b>القط</b> ينام');
  });

  test('says which words stand for which', async () => {
    const text = 'Le chat dort.';
    const [result] = await translate('fr', 'es', segment(text));
    const words = result?.alignment?.map(({ source, target }) => [
      text.slice(source.start, source.end),
      result.text.slice(target.start, target.end),
    ]);
    expect(words).toEqual([
      ['Le', 'El'],
      ['chat', 'gato'],
      ['dort', 'duerme'],
      ['.', '.'],
    ]);
  });

  test('leaves alone what has no words: only codes, emoji, figures', async () => {
    const texts = ['', '🙂', '12,5 %', ' — '];
    const results = await translate(
      'fr',
      'en',
      ...texts.map((text) => segment(text, [standalone('1', 0), standalone('2', text.length)])),
    );
    expect(results.map(({ text }) => text)).toEqual(texts);
    expect(results.map(({ codes }) => codes.map(({ at }) => at))).toEqual(texts.map((text) => [0, text.length]));
  });

  test('keeps prescribed terms where it can, and names those that it cannot keep', async () => {
    const [kept, lost] = await translate(
      'fr',
      'en',
      segment('Le chat mange.', [], { chat: 'tomcat' }),
      segment('Le chat mange.', [], { '.': 'never' }),
    );
    expect(kept).toMatchObject({ text: 'The tomcat eats.', lostTerms: [] });
    expect(lost?.lostTerms).toEqual(['.']);
  });

  test('translates a segment of 100 kB', async () => {
    // Very long words, so that a hundred thousand letters are no more words than a test has time for.
    const long = modelsFolder();
    const [word, translation] = ['gouvernementales'.repeat(4), 'governmental'.repeat(4)];
    writeTestModel(long.folder, 'fr-en', buildTestModel({ [word]: translation }));
    const sentence = (of: string) => `${of.replace('g', 'G')} ${`${of} `.repeat(4).trim()}. `;
    const count = Math.ceil(100_000 / sentence(word).length);
    const large = bergamot({ modelsFolder: long.folder, threads: 2 });
    const text = sentence(word).repeat(count).trimEnd();
    const reply = await large.translate({ from: 'fr', to: 'en', segments: [segment(text)] });
    expect(text.length).toBeGreaterThan(99_000);
    expect(reply.results[0]?.text).toBe(sentence(translation).repeat(count).trimEnd());
    await large.close();
    long.remove();
  });

  test('gives every segment its own translation and all of its codes, whatever is in it', async () => {
    const word = fc.constantFrom(
      'chat',
      'Le',
      'Idleb',
      '<b>',
      '&',
      '🙂',
      '漢',
      'l’homme',
      '12',
      '…',
      '(',
      ')',
      '\u00a0',
      'b id="1"',
      '\u200f',
      '</b>',
    );
    const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 6 }),
        async (drawn) => {
          const segments = drawn.map(([source, a, b]) => {
            const [from = 0, to = 0] = [a, b].map((at) => at % (source.length + 1)).sort((one, other) => one - other);
            return segment(source, pair('1', 'b', from, to));
          });
          const results = await translate('fr', 'en', ...segments);
          for (const [index, { text: target, codes }] of results.entries()) {
            const expected = (segments[index] as EngineSegment).text
              .replaceAll(/\bchat\b/g, 'cat')
              .replaceAll(/\bLe\b/g, 'The');
            expect(target.replaceAll(/\s+/g, '')).toBe(expected.replaceAll(/\s+/g, ''));
            expect(codes.map(({ id }) => id)).toEqual(['1', '1e']);
            expect(isWellNested(codes)).toBe(true);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test('stops at once when it is told to, and works on', async () => {
    const before = new AbortController();
    before.abort(new Error('changed my mind'));
    await expect(
      engine.translate({ from: 'fr', to: 'en', segments: [segment('chat')] }, before.signal),
    ).rejects.toThrow('changed my mind');
    const during = new AbortController();
    const long = Array.from({ length: 200 }, () => segment('Le chat dort dans la maison et le chien mange.'));
    const running = engine.translate({ from: 'fr', to: 'en', segments: long }, during.signal);
    setTimeout(() => during.abort(new Error('changed my mind')), 20);
    await expect(running).rejects.toThrow('changed my mind');
    expect((await translate('fr', 'en', segment('chat')))[0]?.text).toBe('cat');
  });
});

describe('A models folder', () => {
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error: { code: string; parameters: unknown }) => [error.code, error.parameters],
    );

  test('is chosen by auto before anything else, but never for a test model', async () => {
    const other: Engine = {
      ...engine,
      name: 'other',
      capabilities: async () => ({
        ...(await engine.capabilities()),
        pairs: [{ from: 'fr', to: 'en', route: 'fr>en' }],
      }),
    };
    const engines = new Map<string, Engine>([
      ['bergamot', engine],
      ['other', other],
    ]);
    expect(await selectEngine(engines, 'auto', 'fr', 'en')).toMatchObject({ engine: { name: 'other' } });
    expect(await selectEngine(engines, 'bergamot', 'fr', 'en')).toMatchObject({
      engine: { name: 'bergamot' },
      route: 'fr>en',
    });
    expect(await selectEngine(new Map([['bergamot', engine as Engine]]), 'auto', 'fr', 'en')).toHaveProperty('reason');
  });

  test('that is empty or missing is no engine, and says what to do', async () => {
    for (const folder of [undefined, join(models.folder, 'nowhere')]) {
      const none = bergamot(folder === undefined ? {} : { modelsFolder: folder });
      expect(await none.capabilities()).toMatchObject({
        available: false,
        remedy: 'engine.bergamot.remedy',
        pairs: [],
      });
      expect(await codeOf(none.translate({ from: 'fr', to: 'en', segments: [] }))).toMatchObject([
        'engine.pair',
        { from: 'fr', to: 'en' },
      ]);
    }
  });

  test('is looked at again when a model comes or goes', async () => {
    const empty = modelsFolder();
    const watching = bergamot({ modelsFolder: empty.folder });
    expect((await watching.capabilities()).available).toBe(false);
    writeTestModel(empty.folder, 'en-ar');
    expect((await watching.capabilities()).pairs.map(({ route }) => route)).toEqual(['en>ar']);
    rmSync(join(empty.folder, 'en-ar'), { recursive: true });
    expect((await watching.capabilities()).available).toBe(false);
    empty.remove();
  });

  test('with a file missing, cut short or of another kind says so, and which', async () => {
    const broken = modelsFolder();
    const cases: [(path: string) => void, string, string][] = [
      [(path) => rmSync(path), 'model.missing', 'lexicalShortlist'],
      [(path) => truncateSync(path, statSync(path).size - 1), 'model.truncated', 'lex.50.50.fren.s2t.bin'],
      [
        (path) => writeFileSync(path, 'Not found, but at great length: there is no such object in this bucket.'),
        'model.foreign',
        'lex.50.50.fren.s2t.bin',
      ],
    ];
    for (const [damage, reason, file] of cases) {
      mkdirSync(broken.folder, { recursive: true });
      cpSync(models.folder, broken.folder, { recursive: true });
      damage(join(broken.folder, 'fr-en', 'lex.50.50.fren.s2t.bin'));
      const damaged = bergamot({ modelsFolder: broken.folder });
      const expected = ['engine.bergamot.model', { pair: 'fr en', reason, file }];
      expect(await codeOf(damaged.version('fr', 'en'))).toMatchObject(expected);
      expect(await codeOf(damaged.translate({ from: 'fr', to: 'es', segments: [segment('chat')] }))).toMatchObject(
        expected,
      );
    }
    broken.remove();
  });

  test('that is copied to another place works there', async () => {
    const copy = modelsFolder();
    cpSync(models.folder, copy.folder, { recursive: true });
    expect(readdirSync(copy.folder)).toContain('fr-en');
    const elsewhere = bergamot({ modelsFolder: copy.folder, threads: 1 });
    expect((await elsewhere.translate({ from: 'en', to: 'es', segments: [segment('The dog')] })).results[0]?.text).toBe(
      'El perro',
    );
    await elsewhere.close();
    copy.remove();
  });
});
