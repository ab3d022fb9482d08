import type { PairCheck, Remark } from './check.ts';

const address =
  /(?:https?|ftp):\/\/[^\s<>"“”«»\u3000-\u9FFF]+|www\.[^\s<>"“”«»]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

/** A web or e-mail address of the source that is not in the translation letter by letter, or one that the source does not have. */
export const addresses: PairCheck = {
  id: 'addresses',
  type: 'mistranslation',
  mqm: 'accuracy/do-not-translate',
  severity: 'error',
  needs: 'pair',
  run({ source, target }) {
    if (target.text.trim() === '' || !/@|:\/\/|www\./iu.test(source.text + target.text)) return [];
    const [from, to] = [listOf(source.text), listOf(target.text)];
    const lost = from.filter(({ text }) => !to.some((other) => other.text === text));
    const added = to.filter(({ text }) => !from.some((other) => other.text === text));
    const remarks: Remark[] = [];
    for (const { start, end, text } of lost) {
      const now = added.shift();
      if (now)
        remarks.push({
          start: now.start,
          end: now.end,
          suggestions: [text],
          message: { key: 'addresses.changed', parameters: { source: text, target: now.text } },
        });
      else
        remarks.push({
          start,
          end,
          side: 'source',
          message: { key: 'addresses.missing', parameters: { address: text } },
        });
    }
    for (const { start, end, text } of added)
      remarks.push({
        start,
        end,
        severity: 'warning',
        message: { key: 'addresses.added', parameters: { address: text } },
      });
    return remarks;
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'See https://afp.com/en.', target: 'Voir (https://afp.com/en) !' },
      { from: 'en', to: 'fr', source: 'Write to desk@afp.com', target: 'Écrire à desk@afp.com.' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'See https://afp.com/en.', target: 'Voir https://apf.com/en.' },
        remarks: [
          {
            start: 5,
            end: 23,
            suggestions: ['https://afp.com/en'],
            message: {
              key: 'addresses.changed',
              parameters: { source: 'https://afp.com/en', target: 'https://apf.com/en' },
            },
          },
        ],
      },
      {
        input: { from: 'en', to: 'fr', source: 'Write to desk@afp.com', target: 'Écrivez-nous' },
        remarks: [
          {
            start: 9,
            end: 21,
            side: 'source',
            message: { key: 'addresses.missing', parameters: { address: 'desk@afp.com' } },
          },
        ],
      },
    ],
  },
};

/** Addresses without the marks of the sentence around them. */
function listOf(text: string): { start: number; end: number; text: string }[] {
  return [...text.matchAll(address)].map(({ index: start, 0: found }) => {
    let bare = found.replace(/[.,;:!?'’»…*_]+$/u, '');
    if (/[)\]]$/u.test(bare) && !/[([]/u.test(bare)) bare = bare.replace(/[)\]][^)\]]*$/u, '');
    bare = bare.replace(/\](?:\(.*)?$/u, '');
    return { start, end: start + bare.length, text: bare };
  });
}
