import type { PairCheck } from './check.ts';
import { proseOf } from './not-prose.ts';

/** A quotation in double marks of any language, and single ones that stand around words. */
const quoted =
  /«[^»]{0,500}»|“[^”]{0,500}”|„[^“”]{0,500}[“”]|"[^"]{0,500}"|”[^”]{0,500}”|「[^」]{0,500}」|『[^』]{0,500}』|《[^》]{0,500}》|〈[^〉]{0,500}〉|(?<![\p{L}\p{N}])['‘`‚][^'’‘]{0,500}['’‘](?!\p{L})|‹[^›]{0,500}›/gu;
const anyMark = /["«»“”„「」『』《》‹›]|(?<![\p{L}\p{N}])['‘`‚]|['’](?![\p{L}\p{N}])/u;

/** A quotation of the source is none in the translation, or words are quoted that nobody was quoted with. */
export const quotations: PairCheck = {
  id: 'quotations',
  type: 'mistranslation',
  mqm: 'accuracy/mistranslation',
  severity: 'info',
  needs: 'pair',
  run({ source, target }) {
    if (target.text.trim() === '' || source.text.trim() === '') return [];
    const [from, to] = [proseOf(source.text), proseOf(target.text)];
    if (!/["«»“”„「『《‹'‘’`]/u.test(from + to)) return [];
    const there = [...to.matchAll(quoted)];
    const here = [...from.matchAll(quoted)];
    const [first, own] = [there[0], here[0]];
    if (first && !own && !anyMark.test(from)) {
      const end = first.index + first[0].length;
      return [{ start: first.index, end, message: { key: 'quotations.added', parameters: {} } }];
    }
    if (own && !first && !anyMark.test(to)) {
      const end = own.index + own[0].length;
      return [{ start: own.index, end, side: 'source' as const, message: { key: 'quotations.lost', parameters: {} } }];
    }
    // A quotation of several sentences opens or closes here in the source, and the translation has no mark at all.
    const half = own ? null : /["«»“”„]/u.exec(from);
    if (half && !anyMark.test(to)) {
      const message = { key: 'quotations.lost', parameters: {} };
      const { index } = half;
      return [{ start: index, end: index + 1, side: 'source' as const, severity: 'warning' as const, message }];
    }
    const single = own && first && /^['‘]/u.test(own[0]) && /^["]/u.test(first[0]);
    if (single && here.length === 1 && there.length === 1 && !from.includes('"')) {
      const end = first.index + first[0].length;
      return [{ start: first.index, end, message: { key: 'quotations.level', parameters: {} } }];
    }
    return [];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '“Go,” he said.', target: '« Va », dit-il.' },
      { from: 'en', to: 'fr', source: 'The workers’ day', target: 'La journée des ouvriers' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: '“Go,” he said.', target: 'Va, dit-il.' },
        remarks: [{ start: 0, end: 5, side: 'source', message: { key: 'quotations.lost', parameters: {} } }],
      },
      {
        input: { from: 'en', to: 'fr', source: 'He left.', target: 'Il est « parti ».' },
        remarks: [{ start: 7, end: 16, message: { key: 'quotations.added', parameters: {} } }],
      },
    ],
  },
};
