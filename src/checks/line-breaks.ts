import type { PairCheck } from './check.ts';

/** Line breaks and tabs that the source does not have in that number: they lay the text out. */
export const lineBreaks: PairCheck = {
  id: 'line-breaks',
  type: 'formatting',
  mqm: 'design-and-markup/layout',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    if (source.text === '' || target.text.trim() === '') return [];
    for (const [mark, key] of [
      ['\n', 'line-breaks.lines'],
      ['\r', 'line-breaks.lines'],
      ['\t', 'line-breaks.tabs'],
    ] as const) {
      const [wanted, there] = [count(source.text, mark), count(target.text, mark)];
      if (wanted === there) continue;
      const at = there > wanted ? target.text.lastIndexOf(mark) : target.text.length;
      return [
        {
          start: at,
          end: there > wanted ? at + 1 : at,
          message: { key, parameters: { source: wanted, target: there } },
        },
      ];
    }
    return [];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'One\ntwo\n', target: 'Un\ndeux\n' },
      { from: 'en', to: 'fr', source: 'One\ttwo', target: 'Un\tdeux' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'One two', target: 'Un\ndeux' },
        remarks: [{ start: 2, end: 3, message: { key: 'line-breaks.lines', parameters: { source: 0, target: 1 } } }],
      },
      {
        input: { from: 'en', to: 'fr', source: 'One\ttwo', target: 'Un deux' },
        remarks: [{ start: 7, end: 7, message: { key: 'line-breaks.tabs', parameters: { source: 1, target: 0 } } }],
      },
    ],
  },
};

function count(text: string, mark: string): number {
  let found = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) found += 1;
  return found;
}
