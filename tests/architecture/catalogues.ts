/** A namespace of a language: sentences by key, dots for nesting. */
export type Catalogue = ReadonlyMap<string, string>;

/** i18next 27 JSON: an ordinal or cardinal plural form is a key with a category of CLDR behind its last underscore. */
const pluralForm = /^(.+)_(zero|one|two|few|many|other)$/;

/** Flattens nested objects to dotted keys. */
export function flatten(json: unknown, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(json as Record<string, unknown>)) {
    const key = prefix ? `${prefix}.${name}` : name;
    if (typeof value === 'string') flat.set(key, value);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const entry of flatten(value, key)) flat.set(...entry);
    } else throw new Error(`${key} is neither a sentence nor a group of sentences`);
  }
  return flat;
}

/**
 * What is wrong with a translated namespace, beside the English one: missing, superfluous or empty sentences, plural forms that the
 * language does not have or that are missing, and placeholders that differ.
 */
export function catalogueFaults(english: Catalogue, translated: Catalogue, language: string): string[] {
  const plurals = pluralsOf(english);
  const ours = group(english, plurals);
  const theirs = group(translated, plurals);
  const faults: string[] = [];
  for (const key of theirs.keys()) if (!ours.has(key)) faults.push(`${key} is not in English`);
  for (const [key, forms] of ours) {
    const found = theirs.get(key);
    if (!found) {
      faults.push(`${key} is missing`);
      continue;
    }
    faults.push(...formFaults(key, forms, found, language));
    const expected = placeholders([...forms.values()]);
    for (const [form, sentence] of found) {
      const name = form ? `${key}_${form}` : key;
      if (sentence.trim() === '') faults.push(`${name} is empty`);
      else faults.push(...placeholderFaults(name, form, expected, placeholders([sentence])));
    }
  }
  return faults;
}

/** Keys that have plural forms: English distinguishes at least `one` from `other`. A lone `reason_other` is a key like any other. */
function pluralsOf(english: Catalogue): Set<string> {
  const names = [...english.keys()].flatMap((key) => (key.endsWith('_one') ? [key.slice(0, -'_one'.length)] : []));
  return new Set(names.filter((name) => english.has(`${name}_other`)));
}

/** Sentences by key without plural category: `segments` -> { one: …, other: … }; the form of a plain sentence is ''. */
function group(catalogue: Catalogue, plurals: ReadonlySet<string>): Map<string, Map<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  for (const [key, sentence] of catalogue) {
    const [, name = '', form = ''] = pluralForm.exec(key) ?? [];
    const plural = plurals.has(name);
    const forms = groups.get(plural ? name : key) ?? new Map<string, string>();
    groups.set(plural ? name : key, forms.set(plural ? form : '', sentence));
  }
  return groups;
}

function formFaults(key: string, ours: Map<string, string>, theirs: Map<string, string>, language: string): string[] {
  if (ours.has('')) return theirs.has('') ? [] : [`${key} has plural forms, English has none`];
  if (theirs.has('')) return [`${key} has no plural forms`];
  const type = key.endsWith('_ordinal') ? 'ordinal' : 'cardinal';
  const needed = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories as string[];
  return [
    ...needed.filter((form) => !theirs.has(form)).map((form) => `${key}_${form} is missing`),
    // i18next takes `_zero` in any language, for the count 0.
    ...[...theirs.keys()]
      .filter((form) => !needed.includes(form) && form !== 'zero')
      .map((form) => `${key}_${form}: ${language} has no such plural form`),
  ];
}

/** Names in `{{name}}`, `{{- name}}` and `{{name, format}}`. */
function placeholders(sentences: string[]): Set<string> {
  return new Set(
    sentences.flatMap((sentence) => [...sentence.matchAll(/\{\{-?\s*([^},\s]+)/g)].map((match) => match[1] as string)),
  );
}

function placeholderFaults(name: string, form: string, expected: Set<string>, found: Set<string>): string[] {
  // "One segment", "no segments" and the Arabic dual say their number in words.
  const inWords = ['zero', 'one', 'two'].includes(form);
  return [
    ...[...expected]
      .filter((one) => !found.has(one) && !(one === 'count' && inWords))
      .map((one) => `${name} lacks {{${one}}}`),
    ...[...found].filter((one) => !expected.has(one)).map((one) => `${name} has {{${one}}}, which English has not`),
  ];
}
