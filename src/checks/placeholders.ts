import type { PairCheck, Remark } from './check.ts';

/** Places that a program fills in: `{name}`, `{{name}}`, `${name}`, `%s`, `%1$d`, `%(name)s`, `[[name]]`. */
const placeholder =
  /\{\{\s*[\w.,-]+\s*\}\}|\$\{[\w.]+\}|\{[a-z_]*\d*\}|\{[a-z]\w*\.\w+\}|%\(\w+\)[sdf]|(?<![\p{N}%])%(?:\d+\$)?[sd@](?!\p{L})|\[\[\w+\]\]/gu;

/** A place that a program fills in is missing from the translation, or is one too many. */
export const placeholders: PairCheck = {
  id: 'placeholders',
  type: 'pattern-problem',
  mqm: 'design-and-markup/markup-tag',
  severity: 'error',
  needs: 'pair',
  run({ source, target }) {
    if (target.text.trim() === '' || !/[{%[]/u.test(source.text + target.text)) return [];
    const [from, to] = [[...source.text.matchAll(placeholder)], [...target.text.matchAll(placeholder)]];
    const remarks: Remark[] = [];
    const left = [...to];
    for (const { index, 0: mark } of from) {
      const at = left.findIndex((other) => other[0] === mark);
      if (at >= 0) left.splice(at, 1);
      else
        remarks.push({
          start: index,
          end: index + mark.length,
          side: 'source',
          message: { key: 'placeholders.missing', parameters: { placeholder: mark } },
        });
    }
    // A language may need a place twice.
    for (const { index, 0: mark } of left)
      if (!from.some((other) => other[0] === mark))
        remarks.push({
          start: index,
          end: index + mark.length,
          message: { key: 'placeholders.added', parameters: { placeholder: mark } },
        });
    return remarks;
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: '%s of {name}', target: '{name} : %s' },
      { from: 'en', to: 'fr', source: '5% saved', target: '5 % d’économie' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'Hello {name}', target: 'Bonjour {nom}' },
        remarks: [
          {
            start: 6,
            end: 12,
            side: 'source',
            message: { key: 'placeholders.missing', parameters: { placeholder: '{name}' } },
          },
          { start: 8, end: 13, message: { key: 'placeholders.added', parameters: { placeholder: '{nom}' } } },
        ],
      },
    ],
  },
};
