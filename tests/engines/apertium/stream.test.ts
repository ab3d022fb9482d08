import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deformat } from '../../../src/engines/apertium/deformat.ts';
import { joinFrames, loneFrame, splitFrames, withoutMarks } from '../../../src/engines/apertium/frames.ts';
import { edited, framed, reformat } from '../../../src/engines/apertium/reformat.ts';
import { pair, segments, standalone } from '../segments.ts';

const stream = (text: string, ...codes: ReturnType<typeof standalone>[]) => deformat(text, codes).stream;

describe("Apertium's stream format", () => {
  test('what Apertium must not see is a superblank', () => {
    expect(stream('a *b* [c] d')).toBe('a [=0]b[=1] [=2]c[=3] d');
    expect(stream('a\nb  c')).toBe('a[=0]b[=1]c');
    expect(stream('see https://a.b/c?d=e, me@a.org, @me and #tag.')).toBe('see [=0], [=1], [=2] and [=3].');
    expect(stream('google-play-badge_FR at 10am, 5°C')).toBe('[=0] at [=1], 5[=2]');
    expect(stream('a😀 \u0000')).toBe('a[=0] [=1]');
  });

  test('words, elisions and usual punctuation stay as they are; white space at the edges stays outside', () => {
    const source = deformat(' L’homme dit : « don’t », 5 % (10-11)… ', []);
    expect(source.stream).toBe('L’homme dit : « don’t », 5 % (10-11)…');
    expect([source.lead, source.trail]).toEqual([' ', ' ']);
  });

  test('a pair of codes is bound to its words, another code is a superblank, and edges need none', () => {
    expect(stream('The red house.', ...pair('1', 'b', 4, 7))).toBe('The [[p0]]red[[/]] house.');
    expect(stream('The red house.', ...pair('1', 'b', 4, 13))).toBe('The [[p0]]red house[[/]].');
    expect(stream('The red house.', standalone('1', 0), standalone('2', 4), standalone('3', 14))).toBe(
      'The [c1]red house.',
    );
    expect(stream('The red house.', ...pair('1', 'b', 5, 6))).toBe('The [[p0]]red[[/]] house.');
  });

  test('pairs inside pairs share their words', () => {
    const [open, close] = pair('1', 'b', 0, 14) as [ReturnType<typeof standalone>, ReturnType<typeof standalone>];
    expect(stream('The red house.', open, ...pair('2', 'i', 4, 7), close)).toBe(
      '[[p0]]The[[/]] [[p0; p1]]red[[/]] [[p0]]house[[/]].',
    );
  });

  test('segments stand in numbered frames', () => {
    const joined = joinFrames(['One', 'Two.']);
    expect(joined).toBe('[#0]One[/0].[]\n[#1]Two.[/1].[]\n');
    expect(splitFrames(joined, 2)).toEqual(['One', 'Two.']);
  });

  test('a frame whose words went over its edge, or that was lost, is not believed', () => {
    expect(splitFrames('[#0]Uno[/0] dos.[]\n[#1]tres[/1].[]\n[#2]x[/2].[]\n', 3)).toEqual([undefined, undefined, 'x']);
    expect(splitFrames('[#0]Uno[/0].[]\n[#0]Uno[/0].[]\n', 1)).toEqual([undefined]);
    expect(splitFrames('', 2)).toEqual([undefined, undefined]);
    expect(loneFrame('[#0]Uno dos.[]\n')).toBe('Uno dos');
  });

  test('marks are taken away and their words reported as they stood in the source', () => {
    expect(withoutMarks('El *Zorblax-basado @friend #casa [=0]*', 'The Zorblax-based friend')).toEqual({
      stream: 'El Zorblax-basado friend casa [=0]',
      unknown: ['Zorblax', 'friend', 'casa'],
    });
    expect(withoutMarks('\\@Covid-19 1990*s', 'Covid-19 1990s')).toEqual({
      stream: 'Covid-19 1990s',
      unknown: ['Covid-19'],
    });
  });

  test('blanks that transfer rules leave behind are taken away', () => {
    const source = deformat('He saw the red house.', pair('1', 'b', 11, 14));
    const translated = reformat(' Vio  la casa [[p0]]roja[[/]] .', source);
    expect(translated?.text).toBe('Vio la casa roja.');
    expect([...(translated?.places ?? [])]).toEqual([
      [0, 12],
      [1, 16],
    ]);
  });

  test('a blank after an opening quote goes, one that the source has stays', () => {
    expect(reformat('" Declaro" ayer', deformat('"I declare" yesterday', []))?.text).toBe('"Declaro" ayer');
    expect(reformat('« ciudad » ayer', deformat('« cité » hier', []))?.text).toBe('« ciudad » ayer');
  });

  test('a superblank that was lost, repeated or moved is noticed', () => {
    const source = deformat('*a*', []);
    expect(reformat('[=0]a[=1]', source)?.text).toBe('*a*');
    for (const damaged of ['[=0]a', '[=1]a[=0]', '[=0]a[=0][=1]', 'a'])
      expect(reformat(damaged, source)).toBeUndefined();
  });

  test('a pair takes the punctuation along that stood inside it', () => {
    const source = deformat('“Stop!” he said', pair('1', 'b', 0, 7));
    const translated = reformat('“[[p0]]Alto[[/]]!” dijo', source);
    const { places } = framed(translated ?? { text: '', places: new Map() }, source);
    expect([places.get(0), places.get(1)]).toEqual([0, 7]);
  });

  test('edits move the places along', () => {
    const text = {
      text: 'de Qz y Qz',
      places: new Map([
        [0, 0],
        [1, 3],
        [2, 5],
        [3, 10],
      ]),
    };
    const result = edited(text, [
      { start: 0, end: 3, text: "d'" },
      { start: 3, end: 5, text: 'OCHA' },
    ]);
    expect(result.text).toBe("d'OCHA y Qz");
    expect([...result.places]).toEqual([
      [0, 0],
      [1, 2],
      [2, 6],
      [3, 11],
    ]);
  });

  test('whatever the text: what comes back unchanged is the text', () => {
    fc.assert(
      fc.property(segments, ({ text, codes }) => {
        const source = deformat(text, codes);
        const [frame] = splitFrames(joinFrames([source.stream]), 1);
        const back = reformat(withoutMarks(frame ?? '', source.stream).stream, source);
        expect(back && framed(back, source).text.normalize('NFC')).toBe(text.normalize('NFC'));
      }),
      { numRuns: 500 },
    );
  });
});
