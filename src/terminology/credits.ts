import { type CreditFinder, type CreditWording, creditKey, publisherKey } from '../model/credit.ts';
import { baseLanguage } from '../model/language.ts';

/**
 * Looks credit lines up in a desk's table. A row of the publisher goes before one for everybody, one for the very language (`es-MX`) before
 * one for its base (`es`). A line that is itself what the desk prints in some language is known by the row that it comes from.
 *
 * @param publisher who brings the versions out; absent: rows for everybody alone count
 */
export function creditFinder(rows: CreditWording[], publisher = ''): CreditFinder {
  const own = publisherKey(publisher);
  const byPlace = new Map<string, string>();
  const credits = new Map<string, Set<string>>();
  const place = (of: string, language: string, credit: string) => JSON.stringify([of, language, credit]);
  for (const row of rows) {
    const of = publisherKey(row.publisher);
    if (of !== '' && of !== own) continue;
    const credit = creditKey(row.credit);
    byPlace.set(place(of, row.language, credit), row.wording);
    const printed = creditKey(row.wording);
    credits.set(printed, (credits.get(printed) ?? new Set()).add(credit));
  }
  return (line, language) => {
    const key = creditKey(line);
    for (const credit of [key, ...(credits.get(key) ?? [])])
      for (const of of new Set([own, '']))
        for (const tag of new Set([language, baseLanguage(language)])) {
          const wording = byPlace.get(place(of, tag, credit));
          if (wording !== undefined) return wording;
        }
    return undefined;
  };
}
