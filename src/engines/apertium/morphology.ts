/** What a dictionary says of a term as a whole. Absent where it does not know, or where the form fits both. */
export interface Features {
  gender?: 'm' | 'f';
  number?: 'sg' | 'pl';
}

/** Asks dictionaries of a language about forms in it; a form that none knows is left out. */
export type Analyse = (language: string, forms: string[]) => Promise<Map<string, Features>>;

/** The genders and numbers that one dictionary allows. */
interface Readings {
  genders: Set<string>;
  numbers: Set<string>;
}

/**
 * Writes forms as a stream for `lt-proc`, each closed by a full stop and an empty superblank, so that no multiword entry reaches from one
 * into the next. What has other characters than words have would need escaping, and is in no dictionary: it is an empty line.
 */
export function formsAsStream(forms: string[]): string {
  return forms.map((form) => `${/^[\p{L}\p{M}\p{Nd} '’-]+$/u.test(form) ? form : ''}.[]\n`).join('');
}

/**
 * Reads the analyses of forms, as several dictionaries printed them. A term is as its first word, which is a noun in Spanish, Catalan and
 * French (`Oficina de Coordinación`), or an adjective or participle (`desplazados`) that agrees with what is meant.
 *
 * @param trusted what the dictionaries printed that decide first; where these know nothing, or differ, the others do not overrule them
 */
export function featuresOf(forms: string[], trusted: string[], others: string[]): Map<string, Features> {
  const tiers = [trusted, others].map((tier) => tier.map((output) => output.split('[]')));
  const features = new Map<string, Features>();
  forms.forEach((form, index) => {
    const known = tiers.map((tier) => tier.map((lines) => readingsOf(lines[index] ?? '')));
    const gender = first(known.map((tier) => tier.map(({ genders }) => genders)));
    const number = first(known.map((tier) => tier.map(({ numbers }) => numbers)));
    if (!gender && !number) return;
    features.set(form, {
      ...(gender === 'm' || gender === 'f' ? { gender } : {}),
      ...(number === 'sg' || number === 'pl' ? { number } : {}),
    });
  });
  return features;
}

/** What the first tier that knows anything agrees upon; `undefined` where two of its members differ or nothing is decided. */
function first(tiers: Set<string>[][]): string | undefined {
  const tier = tiers.map((sets) => sets.filter((set) => set.size > 0)).find((sets) => sets.length > 0) ?? [];
  const common = tier.reduce<Set<string> | undefined>((a, b) => a?.intersection(b) ?? b, undefined);
  return common?.size === 1 ? [...common][0] : undefined;
}

/** `^armas/arma<n><f><pl>/armar<vblex><pri><p2><sg>$` is feminine plural: readings as a noun come before all others. */
function readingsOf(line: string): Readings {
  const [word = ''] = /\^(?:\\.|[^$\\])*\$/.exec(line) ?? [];
  const readings = word
    .split('/')
    .slice(1)
    .map((reading) => [...reading.matchAll(/<([^>]+)>/g)].map(([, tag]) => tag as string));
  const nouns = readings.filter(([category]) => category === 'n' || category === 'np');
  const others = readings.filter((tags) => tags[0] === 'adj' || tags.includes('pp'));
  const chosen = (nouns.length > 0 ? nouns : others).flat();
  return {
    genders: new Set(chosen.filter((tag) => tag === 'm' || tag === 'f')),
    numbers: new Set(chosen.filter((tag) => tag === 'sg' || tag === 'pl')),
  };
}
