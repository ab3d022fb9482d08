import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCertain } from '../../src/checks/correct.ts';
import type { Document, Segment } from '../../src/model/article.ts';
import type { PlacedFinding } from '../../src/model/finding.ts';
import { appliedFindings } from '../../src/outputs/applied.ts';
import { changedText, correctedText } from '../../src/outputs/pages/corrections.ts';
import { inHtml } from './sample.ts';

const [pattern] = inHtml().findings;

function found(text: string, start: number, end: number, suggestion: string, certain: boolean): PlacedFinding {
  if (!pattern) throw new Error('the sample has no finding');
  return { ...pattern, segment: 0, start, end, text: text.slice(start, end), suggestions: [suggestion], certain };
}

function applied(text: string, corrected: string | null, findings: PlacedFinding[]): PlacedFinding[] {
  const article = inHtml();
  const segment: Segment = { ordinal: 0, block: 0, start: 0, end: text.length, before: '', text, after: '', codes: [] };
  const delivered: Document = { ...article.delivered, segments: [segment] };
  const version = corrected === null ? null : { text: corrected, codes: [] };
  return appliedFindings({ ...article, delivered, findings, corrected: [version] }).get(0) ?? [];
}

const withFindings = fc
  .array(fc.constantFrom('Idleb', ' ', '.', 'the', 'x', '\u0625\u062f\u0644\u0628', '\ud83d\ude00'), { maxLength: 12 })
  .map((words) => words.join(''))
  .chain((text) =>
    fc.record({
      text: fc.constant(text),
      findings: fc.array(
        fc
          .tuple(
            fc.nat(text.length),
            fc.nat(text.length),
            fc.constantFrom('', 'Idlib', 'the the', 'Idleb'),
            fc.boolean(),
          )
          .map(([a, b, better, certain]) => found(text, Math.min(a, b), Math.max(a, b), better, certain)),
        { maxLength: 5 },
      ),
    }),
  );

describe('the corrections of a segment', () => {
  it('lead from the delivered text to the corrected one and back, whatever was found', () => {
    fc.assert(
      fc.property(withFindings, ({ text, findings }) => {
        const after = applyCertain(text, [], findings).text;
        const taken = applied(text, after, findings);
        const html = changedText(text, after, taken);
        const withOut = (removed: string, kept: string): string =>
          html
            .replaceAll(new RegExp(`<${removed}>.*?</${removed}>`, 'gu'), '')
            .replaceAll(new RegExp(`</?${kept}>`, 'g'), '');
        expect(withOut('ins', 'del')).toBe(text);
        expect(withOut('del', 'ins')).toBe(after);
        expect(correctedText(text, after, taken).replaceAll(/<\/?ins>/g, '')).toBe(after);
        expect(html.match(/<del>/g)?.length ?? 0).toBe(taken.filter(({ start, end }) => end > start).length);
      }),
    );
  });

  it('replace the whole segment where no finding explains what became of it', () => {
    expect(changedText('It snowed.', 'It rained.', [])).toBe('<del>It snowed.</del><ins>It rained.</ins>');
  });

  it('show a suggestion that was not applied, even where something else was corrected', () => {
    const text = 'the road to Idleb';
    const certain = found(text, 12, 17, 'Idlib', true);
    const open = [found(text, 4, 8, 'way', false), found(text, 9, 17, '', false)].map((finding, index) => ({
      number: index + 1,
      finding,
      sentence: '',
    }));
    const html = changedText(text, 'the road to Idlib', [certain], open);
    expect(html).toMatch(/<mark[^>]*id="m1"[^>]*>road<\/mark>/);
    expect(html).toMatch(/<mark[^>]*id="m2"[^>]*>to <\/mark><del>Idleb<\/del><ins>Idlib<\/ins>$/);
    expect(changedText(text, null, [], open)).toMatch(/^<del>the <mark.*<\/del>$/);
  });

  it('of a segment that is left out are what was found in all of it', () => {
    const text = 'Get the app';
    const whole = found(text, 0, text.length, '', true);
    expect(applied(text, null, [found(text, 0, 3, 'Take', true), whole])).toEqual([whole]);
  });
});
