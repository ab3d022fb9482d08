import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { apertium } from '../../src/engines/apertium.ts';
import type { InlineCode } from '../../src/model/article.ts';
import { TransientError } from '../../src/model/errors.ts';
import type { EngineResult, EngineSegment } from '../../src/model/ports.ts';
import { isWellNested, pair, segment, segments, standalone } from './segments.ts';

vi.setConfig({ maxConcurrency: 40 });

const engine = apertium({});
const pairs = new Set((await engine.capabilities()).pairs.map(({ from, to }) => `${from}>${to}`));
const skipped = (pair: string) => (pairs.has(pair) ? '' : ` (skipped: Apertium's ${pair} is not installed)`);

/** What tests ask for at the same time, by pair. */
const gathered = new Map<string, { segments: EngineSegment[]; results: Promise<EngineResult[]> }>();

/**
 * Asks for the segments together with what other tests ask of the same pair within these moments, as if they stood in one article: starting
 * Apertium takes far longer than any of them.
 */
async function translate(from: string, to: string, ...given: EngineSegment[]): Promise<EngineResult[]> {
  const pair = `${from}>${to}`;
  let group = gathered.get(pair);
  if (!group) {
    const segments: EngineSegment[] = [];
    const results = new Promise((resolve) => setTimeout(resolve, 20)).then(async () => {
      gathered.delete(pair);
      return (await engine.translate({ from, to, segments })).results;
    });
    group = { segments, results };
    gathered.set(pair, group);
  }
  const first = group.segments.push(...given) - given.length;
  return (await group.results).slice(first, first + given.length);
}

async function text(from: string, to: string, source: string) {
  return (await translate(from, to, segment(source)))[0]?.text;
}

describe.skipIf(!pairs.has('en>es'))(
  `Apertium from English to Spanish${skipped('en>es')}`,
  { concurrent: true },
  () => {
    test('translates with the final full stop', async () => {
      expect(await text('en', 'es', 'The president arrived yesterday.')).toBe('El presidente llegó ayer.');
    });

    test('serves regional variants of its languages', async () => {
      const reply = await engine.translate({ from: 'en-GB', to: 'es-MX', segments: [segment('The house is red.')] });
      expect(reply.results[0]?.text).toBe('La casa es roja.');
      expect(reply.route).toBe('en>es');
      expect(reply.version).toMatch(/^apertium 3\.[\d.]+ eng-spa#[0-9a-f]{8} r\d+\+[0-9a-f]{8}$/);
      expect(await engine.version('en-GB', 'es-MX')).toBe(reply.version);
    });

    test('keeps segments apart: headlines without a full stop do not run into each other', async () => {
      const ask = async (...sources: string[]) => {
        const reply = await engine.translate({
          from: 'en',
          to: 'es',
          segments: sources.map((source) => segment(source)),
        });
        return reply.results.map((result) => result.text);
      };
      const together = await ask('United', 'Nations', 'The house');
      expect(together).toEqual([...(await ask('United')), ...(await ask('Nations')), 'La casa']);
    });

    test('reports unknown words, and keeps an asterisk of the source', async () => {
      const [result] = await translate('en', 'es', segment('The Zorblax army *and* the house [1] cost 5 $ @ home #1.'));
      expect(result?.unknownWords).toEqual(['Zorblax']);
      expect(result?.text).toMatch(/^El ejército Zorblax|Zorblax/);
      expect(result?.text).toContain('*y*');
      expect(result?.text.match(/[*@#[\]$]/g)?.join('')).toBe('**[]$@#');
    });

    test('keeps line breaks, runs of white space, quotes and addresses', async () => {
      const source = '  The house\nis “red”,  see https://example.org/a_b?c=d. ';
      const result = await text('en', 'es', source);
      expect(result).toMatch(/^ {2}La casa\n.*“.*”, {2}.* https:\/\/example\.org\/a_b\?c=d\. $/s);
    });

    test('moves inline codes with their words', async () => {
      const source = 'He saw the red house.';
      const [result] = await translate(
        'en',
        'es',
        segment(source, pair('1', 'b', source.indexOf('red'), source.indexOf(' house'))),
      );
      const [open, close] = result?.codes ?? [];
      expect(result?.text).toBe('Vio la casa roja.');
      expect(result?.text.slice(open?.at, close?.at)).toBe('roja');
    });

    test('a code inside a word and a code around a whole sentence do no harm', async () => {
      const source = 'The president arrived.';
      const codes = [...pair('1', 'i', 0, source.length), standalone('2', 7)].sort((a, b) => a.at - b.at);
      const [result] = await translate('en', 'es', segment(source, codes));
      expect(result?.text).toBe('El presidente llegó.');
      expect(result?.codes.map((code) => code.data)).toEqual(['<i>', '<br>', '</i>']);
      expect(result?.codes.at(0)?.at).toBe(0);
      expect(result?.codes.at(-1)?.at).toBe(result?.text.length);
    });

    test('writes prescribed terms, also at the start, in a possessive and beside punctuation', async () => {
      const [start, possessive, quoted] = await translate(
        'en',
        'es',
        segment('Ocha said that the ceasefire failed.', [], { Ocha: 'OCHA', ceasefire: 'alto el fuego' }),
        segment("Ocha's spokesman arrived.", [], { Ocha: 'OCHA' }),
        segment('The “ceasefire”, (Ocha) and Idleb-based rebels.', [], {
          ceasefire: 'tregua',
          Ocha: 'OCHA',
          Idleb: 'Idlib',
        }),
      );
      expect(start?.text).toBe('OCHA dijo que el alto el fuego falló.');
      expect(possessive?.text).toBe('El portavoz de OCHA llegó.');
      expect(quoted?.text).toMatch(/“tregua”, \(OCHA\) .*Idlib-/);
      for (const result of [start, possessive, quoted]) {
        expect(result?.lostTerms).toEqual([]);
        expect(result?.unknownWords).toEqual([]);
      }
    });

    test('says which term it could not keep', async () => {
      // The term is the middle of a word, so that its placeholder cannot stand alone.
      const source = 'The superpower arrived.';
      const term = { concept: 'c1', start: 7, end: 9, source: 'rp', target: 'qq', accepted: ['qq'] };
      const [result] = await translate('en', 'es', { text: source, codes: [], terms: [term] });
      expect(result?.lostTerms).toEqual(['c1']);
      expect(result?.text).toBe(await text('en', 'es', source));
    });

    test('stops when it is told to, and gives the reason', async () => {
      const stop = new AbortController();
      const running = engine.translate({ from: 'en', to: 'es', segments: [segment('The house.')] }, stop.signal);
      stop.abort(new Error('enough'));
      await expect(running).rejects.toThrow('enough');
    });

    test('keeps the words that it translates as prescribed, so that they agree with theirs', async () => {
      const source = 'A convoy of 37 UN trucks is waiting, despite the ceasefire announced in May.';
      const [result] = await translate('en', 'es', segment(source, [], { UN: 'ONU', ceasefire: 'alto el fuego' }));
      expect(result?.text).toBe(
        'Un convoy de 37 camiones de ONU está esperando, a pesar del alto el fuego anunciado en mayo.',
      );
      expect(result?.lostTerms).toEqual([]);
    });

    test('a prescribed form that something else was translated into is not taken for the term', async () => {
      const source = 'The houses of Zorblax and the house.';
      const [result] = await translate('en', 'es', segment(source, [], { Zorblax: 'casa' }));
      expect(result?.text).toBe('Las casas de casa y la casa.');
    });

    test('articles agree with terms that Apertium does not know', async () => {
      const terms = { talks: 'conversaciones', 'border crossing': 'paso fronterizo', truce: 'ayuda humanitaria' };
      const source = 'The talks on the border crossing and the truce.';
      const [result] = await translate('en', 'es', segment(source, [], terms));
      expect(result?.text).toBe('Las conversaciones en el paso fronterizo y la ayuda humanitaria.');
    });

    test('a term with a hyphen that is no word of any dictionary is kept, and no unknown word', async () => {
      const source = 'The road of Bab al-Hawa and of Zorblax.';
      const [result] = await translate('en', 'es', segment(source, [], { 'Bab al-Hawa': 'Bab al-Hawa' }));
      expect(result?.text).toMatch(/ de Bab al-Hawa y de Zorblax\.$/);
      expect([result?.unknownWords, result?.lostTerms]).toEqual([['Zorblax'], []]);
    });

    test('a term that cannot be kept does no harm, whatever characters it has', async () => {
      const term = { concept: 'c1', start: 7, end: 9, source: 'rp', target: 'q-(q]', accepted: ['q-(q]', 'a|b/c'] };
      const [result] = await translate('en', 'es', { text: 'The superpower arrived.', codes: [], terms: [term] });
      expect(result?.lostTerms).toEqual(['c1']);
    });

    test('an admitted form gives way to the preferred one where both have the same shape', async () => {
      const both = (source: string, target: string, admitted: string) => {
        const given = segment(`The ${source} failed.`, [], { [source]: target });
        return { ...given, terms: given.terms.map((term) => ({ ...term, accepted: [target, admitted] })) };
      };
      const results = await translate('en', 'es', both('house', 'mesa', 'casa'), both('house', 'edificio', 'casa'));
      expect(results.map((result) => result.text)).toEqual(['La mesa falló.', 'El edificio falló.']);
    });

    test('inline codes stand around the words of a term, also where it is kept', async () => {
      const source = 'The European Union and the red house of the UN.';
      const at = (word: string) => [source.indexOf(word), source.indexOf(word) + word.length] as const;
      const codes = [...pair('1', 'b', ...at('European Union')), ...pair('2', 'i', ...at('UN'))];
      const terms = { 'European Union': 'Unión Europea', UN: 'ONU' };
      const [result] = await translate('en', 'es', segment(source, codes, terms));
      const cut = (index: number) => result?.text.slice(result.codes[index]?.at, result.codes[index + 1]?.at);
      expect(result?.text).toBe('La Unión Europea y la casa roja de la ONU.');
      expect([cut(0), cut(2)]).toEqual(['Unión Europea', 'ONU']);
    });

    test('refuses a pair that is not installed', async () => {
      await expect(engine.translate({ from: 'en', to: 'ar', segments: [] })).rejects.toMatchObject({
        code: 'engine.pair',
        parameters: { from: 'en', to: 'ar', engine: 'apertium' },
      });
    });
  },
);

describe.skipIf(!pairs.has('en>ca'))(
  `Apertium from English to Catalan${skipped('en>ca')}`,
  { concurrent: true },
  () => {
    test('translates, with the capital of the first word', async () => {
      expect(await text('en', 'ca', 'The president of Syria arrived.')).toBe('El president de Síria va arribar.');
    });

    test('elides before a term that begins with a vowel', async () => {
      const [result] = await translate('en', 'ca', segment('The office of Ocha.', [], { Ocha: 'OCHA' }));
      expect(result?.text).toBe("L'oficina d'OCHA.");
    });
  },
);

describe.skipIf(!pairs.has('fr>es'))(`Apertium from French to Spanish${skipped('fr>es')}`, { concurrent: true }, () => {
  test('translates, also with typographic apostrophes', async () => {
    expect(await text('fr', 'es', 'L’homme a vu une maison rouge hier.')).toBe(
      'El hombre ha visto una casa roja ayer.',
    );
  });

  test('an elided article or preposition before a term leaves no rubbish', async () => {
    const terms = { Ocha: 'OCHA', Idleb: 'Idlib', AFP: 'AFP' };
    for (const apostrophe of ["'", '’']) {
      const source = `Le chef de l${apostrophe}Ocha à Idleb, selon l${apostrophe}AFP et d${apostrophe}Idleb.`;
      const [result] = await translate('fr', 'es', segment(source, [], terms));
      expect(result?.text).not.toMatch(/['’]/);
      expect(result?.text).toMatch(/ del OCHA a Idlib, según (el|la) AFP y de Idleb\.$/);
    }
  });
});

describe.skipIf(!pairs.has('fr>es'))(`Terms from French to Spanish${skipped('fr>es')}`, { concurrent: true }, () => {
  const terms = {
    'Union européenne': 'Unión Europea',
    'Nations unies': 'Naciones Unidas',
    "tirs d'artillerie": 'fuego de artillería',
    'Bureau de la coordination': 'Oficina de Coordinación',
    ONU: 'ONU',
    Idleb: 'Idlib',
    'ordre du jour': 'orden del día',
  };
  const prescribed = (source: string) =>
    segment(source, [], Object.fromEntries(Object.entries(terms).filter(([form]) => source.includes(form))));

  test.each([
    ["L'Union européenne a promis une aide.", /^La Unión Europea /],
    [
      "Un responsable des Nations unies, selon le Bureau de la coordination de l'ONU.",
      / de las Naciones Unidas, según la Oficina de Coordinación de la ONU\.$/,
    ],
    ["Les tirs d'artillerie dans la province d'Idleb.", /^El fuego de artillería en la provincia de Idlib\.$/],
    ['L’ordre du jour de l’ONU.', /^El orden del día de la ONU\.$/],
  ])('articles agree: %s', async (source, expected) => {
    const [result] = await translate('fr', 'es', prescribed(source));
    expect(result?.text).toMatch(expected);
    expect(result?.lostTerms).toEqual([]);
  });

  test('French blanks inside quotes and before marks stay in France', async () => {
    expect(
      await text('fr', 'es', '«\u00a0La maison est rouge\u00a0», a dit le président\u00a0: la maison\u00a0!'),
    ).toBe('«La casa es roja», ha dicho el presidente: ¡la casa!');
  });
});

describe.skipIf(!pairs.has('es>fr'))(`Terms from Spanish to French${skipped('es>fr')}`, { concurrent: true }, () => {
  test('articles agree, and are elided', async () => {
    const source = 'La casa del ministerio y el fuego.';
    const [result] = await translate('es', 'fr', segment(source, [], { ministerio: 'agence', fuego: 'guerres' }));
    expect(result?.text).toBe("La maison de l'agence et les guerres.");
  });
});

describe.skipIf(!pairs.has('fr>ca'))(`Apertium from French to Catalan${skipped('fr>ca')}`, { concurrent: true }, () => {
  test('translates and keeps the kind of apostrophe', async () => {
    expect(await text('fr', 'ca', "L'homme a vu une maison rouge hier.")).toBe(
      "L'home ha vist una casa vermella ahir.",
    );
    expect(await text('fr', 'ca', 'L’homme a vu une maison rouge hier.')).toBe(
      'L’home ha vist una casa vermella ahir.',
    );
  });
});

describe.skipIf(!pairs.has('fr>en'))(`Apertium through a pivot${skipped('fr>en')}`, { concurrent: true }, () => {
  test('says its route, keeps terms and codes, and collects unknown words of both steps', async () => {
    const source = 'Le président a vu une maison rouge à Idleb avec Zorblax.';
    const bold = pair('1', 'b', source.indexOf('rouge'), source.indexOf(' à'));
    const reply = await engine.translate({
      from: 'fr',
      to: 'en',
      segments: [segment(source, bold, { Idleb: 'Idlib' })],
    });
    const [result] = reply.results;
    expect(reply.route).toBe('fr>es>en');
    expect(reply.version).toMatch(/ fr-es#[0-9a-f]{8}\+spa-eng#[0-9a-f]{8} /);
    expect(result?.text).toMatch(/^The president has seen a red house .*Idlib with Zorblax\.$/);
    expect(result?.text.slice(result.codes[0]?.at, result.codes[1]?.at)).toBe('red');
    expect(result?.unknownWords).toEqual(['Zorblax']);
    expect(result?.lostTerms).toEqual([]);
  });
});

describe.skipIf(!pairs.has('en>es'))(
  `A translation for print, from English${skipped('en>es')}`,
  { concurrent: true },
  () => {
    test('the number of a footnote is no part of its word, an index is', async () => {
      const source = 'The cost1 of the water H2O.';
      const at = (part: string, length = 1) => [source.indexOf(part), source.indexOf(part) + length] as const;
      const sup = pair('1', 'sup', ...at('1'));
      const link = pair('2', 'a', ...at('1'));
      const codes = [sup[0], link[0], link[1], sup[1], ...pair('3', 'sub', ...at('2'))] as InlineCode[];
      const [result] = await translate('en', 'es', segment(source, codes));
      const cut = (open: number, close: number) => result?.text.slice(result.codes[open]?.at, result.codes[close]?.at);
      expect(result?.text).toBe('El coste1 del agua H2O.');
      expect([cut(0, 3), cut(1, 2), cut(4, 5)]).toEqual(['1', '1', '2']);
    });

    test('a surname that is a common word is not translated, what the dictionary has as a name is', async () => {
      expect(await text('en', 'es', 'Yesterday Anna Baker saw the baker in New York.')).toBe(
        'Ayer Anna Baker vio el panadero en Nueva York.',
      );
      expect(await text('en', 'es', 'The United Nations and the Supreme Court said it.')).toBe(
        'Las Naciones Unidas y la Corte Suprema lo dijeron.',
      );
    });

    test('compounds with a number keep their blanks', async () => {
      expect(await text('en', 'es', 'He began a 48-hour strike after a two-day visit.')).toBe(
        'Empezó una huelga de 48 horas después de una visita de dos días.',
      );
    });

    test('figures, questions and exclamations are written as in Spanish', async () => {
      expect(
        await text('en', 'es', 'The strike hit 1,200 trains, 4.5% of them, and 350,000 houses. The house?'),
      ).toMatch(/1200 .* 4,5% .* 350\.000 casas\. ¿La casa\?$/);
    });
  },
);

describe.skipIf(!pairs.has('fr>es'))(
  `A translation for print, from French${skipped('fr>es')}`,
  { concurrent: true },
  () => {
    test('inverted verbs are glued to nothing, elided words have one capital, and no blank stands before a mark', async () => {
      expect(await text('fr', 'es', "Le ministre a-t-il indiqué que la maison est rouge ? L'eau est bonne.")).toBe(
        '¿El ministro ha indicado que la casa es roja? El agua es buena.',
      );
    });
  },
);

describe.skipIf(!pairs.has('es>fr'))(
  `A translation for print, into French${skipped('es>fr')}`,
  { concurrent: true },
  () => {
    test('surnames stay, and marks and figures have the blanks of French', async () => {
      expect(await text('es', 'fr', 'El ministro Óscar Puente dijo: 1.200 casas.')).toBe(
        'Le ministre Óscar Puente a dit\u00a0: 1\u202f200 maisons.',
      );
    });
  },
);

/** Prescribes a translation for the first word of a text. */
function withTerm(drawn: EngineSegment): EngineSegment {
  const word = /\p{L}{3,}/u.exec(drawn.text)?.[0];
  return word ? segment(drawn.text, drawn.codes, { [word]: 'Ondarroa' }) : drawn;
}

for (const [from, to] of [
  ['en', 'es'],
  ['en', 'ca'],
  ['fr', 'es'],
  ['fr', 'ca'],
  ['fr', 'en'],
] as const) {
  const key = `${from}>${to}`;
  describe.skipIf(!pairs.has(key))(
    `Whatever the text, from ${from} to ${to}${skipped(key)}`,
    { concurrent: true },
    () => {
      test('there are as many results as segments, terms are kept or reported, and every code comes back once, well nested', async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(segments, { minLength: 1, maxLength: 24, size: 'max' }), async (drawn) => {
            const given = drawn.map(withTerm);
            const { results } = await engine.translate({ from, to, segments: given });
            expect(results).toHaveLength(given.length);
            results.forEach((result, index) => {
              const source = given[index] as EngineSegment;
              const ids = (codes: InlineCode[]) => codes.map((code) => code.id).sort();
              expect(ids(result.codes)).toEqual(ids(source.codes));
              expect(isWellNested(result.codes)).toBe(true);
              expect(result.codes.every((code) => code.at >= 0 && code.at <= result.text.length)).toBe(true);
              const term = source.terms[0];
              expect(!term || result.text.includes(term.target) || result.lostTerms.includes(term.concept)).toBe(true);
              const marks = (text: string) => text.match(/[*@#[\]{}<>^$\\/\n😀]/gu)?.join('') ?? '';
              expect(marks(result.text)).toBe(marks(source.text));
              expect(/^\s*/.exec(result.text)?.[0]).toBe(/^\s*/.exec(source.text)?.[0]);
            });
          }),
          { numRuns: 3 },
        );
      }, 60_000);
    },
  );
}

describe('Apertium that is missing or broken', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apertium-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function script(name: string, translation: string): string {
    const path = join(folder, name);
    const listing = 'case "$1" in -l) echo "  eng-spa"; exit;; -V) echo "Apertium 3.0"; exit;; esac';
    writeFileSync(path, `#!/bin/sh\n${listing}\n${translation}\n`);
    chmodSync(path, 0o755);
    return path;
  }
  const request = { from: 'en', to: 'es', segments: [segment('The house.')] };

  test('is not available, with a remedy', async () => {
    const missing = apertium({ apertiumPath: join(folder, 'nowhere') });
    expect(await missing.capabilities()).toMatchObject({
      available: false,
      remedy: 'engine.apertium.remedy',
      pairs: [],
    });
    await expect(missing.translate(request)).rejects.toMatchObject({ code: 'engine.pair' });
  });

  test('is noticed when it is installed later', async () => {
    const path = join(folder, 'later');
    const later = apertium({ apertiumPath: path });
    expect((await later.capabilities()).available).toBe(false);
    script('later', 'cat');
    expect((await later.capabilities()).available).toBe(true);
  });

  test('a crash says what the program complained about', async () => {
    const crashing = apertium({ apertiumPath: script('crash', 'echo "no dictionary" >&2; exit 3') });
    const failure = crashing.translate(request);
    await expect(failure).rejects.toBeInstanceOf(TransientError);
    await expect(failure).rejects.toMatchObject({
      code: 'engine.failed',
      parameters: { engine: 'apertium', reason: 'exit 3: no dictionary' },
    });
  });

  test('a call that takes too long is ended, with everything it started', async () => {
    const pid = join(folder, 'pid');
    const slow = apertium({ apertiumPath: script('slow', `sleep 30 & echo $! > ${pid}; wait`), timeoutMs: 1500 });
    await expect(slow.translate(request)).rejects.toMatchObject({ parameters: { reason: 'timeout' } });
    const child = Number(readFileSync(pid, 'utf8'));
    await expect.poll(() => isRunning(child), { timeout: 5000 }).toBe(false);
  });

  test('output without end is cut off', async () => {
    const endless = apertium({ apertiumPath: script('endless', 'exec yes') });
    await expect(endless.translate(request)).rejects.toMatchObject({ parameters: { reason: 'output limit' } });
  });

  test('a stream that comes back without its frames still gives one result a segment', async () => {
    const lossy = apertium({ apertiumPath: script('lossy', "tr -d '[]'") });
    const { results } = await lossy.translate({
      ...request,
      segments: [segment('One house'), segment('Two *houses*')],
    });
    expect(results).toHaveLength(2);
    expect(results[1]?.text.replaceAll(/[^*]/g, '')).toBe('**');
  });
});

/** A process that was killed but not yet reaped counts as ended. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
