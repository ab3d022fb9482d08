import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adapted, isFunctionWords } from '../../../src/engines/apertium/determiners.ts';
import { type Features, featuresOf, formsAsStream } from '../../../src/engines/apertium/morphology.ts';
import { marksFor, outcomeOf, translatedTerms, withTerms } from '../../../src/engines/apertium/terms.ts';
import { segment } from '../segments.ts';

const kinds: Record<string, Features> = {
  ms: { gender: 'm', number: 'sg' },
  fs: { gender: 'f', number: 'sg' },
  mp: { gender: 'm', number: 'pl' },
  fp: { gender: 'f', number: 'pl' },
  m: { gender: 'm' },
  p: { number: 'pl' },
};

function applied(language: string, before: string, term: string, features?: Features): string {
  const change = adapted(language, before, term, features);
  return change ? before.slice(0, before.length - change.remove) + change.insert : before;
}

describe('The word before a term', () => {
  test.each([
    ['es', 'El ', 'Unión Europea', 'fs', 'La '],
    ['es', 'camiones del ', 'ONU', 'fs', 'camiones de la '],
    ['es', 'responsable de los ', 'Naciones Unidas', 'fp', 'responsable de las '],
    ['es', 'Los ', 'fuego de artillería', 'ms', 'El '],
    ['es', 'su ', 'conversaciones', 'fp', 'sus '],
    ['es', 'pulsando el ', 'civiles', 'p', 'pulsando los '],
    ['es', 'las ', 'alto el fuego', 'm', 'los '],
    ['es', 'la ', 'arma', 'fs', 'el '],
    ['es', 'al ', 'ayuda humanitaria', 'fs', 'a la '],
    ['es', 'el ', 'alianza', 'fs', 'la '],
    ['es', 'el ', 'AFP', 'fs', 'la '],
    ['es', 'a la altura de ', 'ONU', 'fs', 'a la altura de '],
    ['ca', "L'", 'converses', 'fp', 'Les '],
    ['ca', 'El ', 'Unió Europea', 'fs', 'La '],
    ['ca', 'dels ', 'armes pesants', 'fp', 'de les '],
    ['ca', 'els seus ', 'converses', 'fp', 'les seves '],
    ['ca', 'del ', 'emergència', 'fs', "de l'"],
    ['ca', "de l'", 'ONU', 'fs', "de l'"],
    ['fr', 'Le ', 'Union européenne', 'fs', "L'"],
    ['fr', 'du ', 'zone', 'fs', 'de la '],
    ['fr', 'au ', 'Nations unies', 'fp', 'aux '],
    ['fr', 'des ', 'feu', 'ms', 'des '],
    ['fr', 'les ', 'feu', 'ms', 'le '],
    ['fr', 'sa ', 'aide', 'fs', 'son '],
    ['en', 'the ', 'talks', 'p', 'the '],
  ])('in %s: %s|%s', (language, before, term, kind, expected) => {
    expect(applied(language, before, term, kinds[kind])).toBe(expected);
  });

  test('stays as it is where nothing is known of the term', () => {
    expect(adapted('es', 'el ', 'Ondarroa')).toBeUndefined();
    expect(adapted('es', 'el ', 'Ondarroa', {})).toBeUndefined();
  });

  test('once it agrees, it stays', () => {
    const befores = [
      'el',
      'la',
      'los',
      'les',
      'als',
      'du',
      'des',
      'aux',
      'un',
      'de la',
      'la seva',
      'ce',
      'sa',
      'y',
      'o',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('es', 'ca', 'fr', 'en'),
        fc.constantFrom(...befores.map((word) => `${word} `), "l'", "de l'"),
        fc.constantFrom('arma', 'ONU', 'zona', 'Idlib', 'hora', 'Unió', 'feu'),
        fc.constantFrom(...Object.values(kinds)),
        (language, before, term, features) => {
          const once = applied(language, `x ${before}`, term, features);
          expect(applied(language, once, term, features)).toBe(once);
        },
      ),
    );
  });

  test('prepositions and determiners are told from other words', () => {
    expect(isFunctionWords('ca', "de l'")).toBe(true);
    expect(isFunctionWords('es', 'De la ')).toBe(true);
    expect(isFunctionWords('es', '')).toBe(true);
    expect(isFunctionWords('es', 'casa de ')).toBe(false);
    expect(isFunctionWords('de', 'das ')).toBe(false);
  });
});

describe('What dictionaries say of a term', () => {
  const line = (...words: string[]) => `${words.map((word) => `^${word}$`).join(' ')}^./.<sent>$[]\n`;

  test('it is as its first word; the reading as a noun comes first', () => {
    const forms = ['armas pesadas', 'desplazados', 'civiles', 'Idlib'];
    const output = [
      line('armas/arma<n><f><pl>/armar<vblex><pri><p2><sg>', 'pesadas/pesado<adj><f><pl>'),
      line('desplazados/desplazar<vblex><pp><m><pl>'),
      line('civiles/civil<adj><mf><pl>/civil<n><mf><pl>'),
      line('Idlib/*Idlib'),
    ].join('');
    expect([...featuresOf(forms, [output], [])]).toEqual([
      ['armas pesadas', kinds.fp],
      ['desplazados', kinds.mp],
      ['civiles', kinds.p],
    ]);
  });

  test('dictionaries complete each other, the maintained ones decide, and a contradiction decides nothing', () => {
    const [m, f, both] = ['orden<n><m><sg>', 'orden<n><f><sg>', 'orden<n><m><sg>/orden<n><f><sg>'].map((readings) =>
      line(`orden/${readings}`),
    ) as [string, string, string];
    const genderOf = (trusted: string[], others: string[]) =>
      featuresOf(['orden'], trusted, others).get('orden')?.gender;
    expect(genderOf([m, both], [f])).toBe('m');
    expect(genderOf([line('orden/*orden')], [f])).toBe('f');
    expect(genderOf([m, f], [])).toBeUndefined();
    expect(genderOf([both], [f])).toBeUndefined();
    expect(featuresOf(['orden'], ['', ''], []).size).toBe(0);
  });

  test('what would need escaping is not asked', () => {
    expect(formsAsStream(["foc d'artilleria", 'a^b', 'ONU'])).toBe("foc d'artilleria.[]\n.[]\nONU.[]\n");
  });
});

describe('Terms in a translation', () => {
  const features = new Map([
    ['conversaciones', kinds.fp as Features],
    ['negociaciones', kinds.fp as Features],
    ['diálogo', kinds.ms as Features],
  ]);
  const marked = segment('talks', [], { talks: 'conversaciones' }).terms.map((term) => ({
    ...term,
    accepted: ['conversaciones', 'negociaciones', 'diálogo'],
  }));
  const found = (text: string, from: number, to = text.length) =>
    translatedTerms(
      {
        text,
        places: new Map([
          [0, from],
          [1, to],
        ]),
      },
      marked,
      0,
      'es',
      features,
    ).map(({ start, end, form }) => [text.slice(start, end), form]);

  test('are looked for among the words that the term became', () => {
    expect(found('las conversaciones', 4)).toEqual([['conversaciones', 'conversaciones']]);
    expect(found('de las conversaciones', 0)).toEqual([['conversaciones', 'conversaciones']]);
    expect(found('charlas, conversaciones', 0, 7)).toEqual([]);
    expect(found('nuevas conversaciones', 0)).toEqual([]);
  });

  test('may have the capital of a sentence, and no other', () => {
    expect(found('Conversaciones', 0)).toEqual([['Conversaciones', 'Conversaciones']]);
    expect(found('Fin. Conversaciones', 5)).toEqual([['Conversaciones', 'Conversaciones']]);
    expect(found('las Conversaciones', 4)).toEqual([['Conversaciones', 'conversaciones']]);
  });

  test('an admitted form of the same shape becomes the preferred one, another is missing', () => {
    expect(found('las negociaciones', 4)).toEqual([['negociaciones', 'conversaciones']]);
    expect(found('el diálogo', 3)).toEqual([]);
  });

  test('are written with what agrees before them, and codes move along', () => {
    const term = marked[0] as (typeof marked)[number];
    const places = new Map([
      [5, 3],
      [6, 8],
    ]);
    const translated = { text: 'El Qzvkb, y el Qzvkd', places };
    const result = withTerms(
      translated,
      [
        { term, start: 15, end: 20, form: 'conversaciones' },
        { term, start: 3, end: 8, form: 'conversaciones' },
      ],
      'es',
      features,
    );
    expect(result.text).toBe('Las conversaciones, y las conversaciones');
    expect(result.text.slice(result.places.get(5), result.places.get(6))).toBe('conversaciones');
  });

  test('say how they came into the translation', () => {
    const term = marked[0] as (typeof marked)[number];
    const hidden = { ...term, concept: 'hidden' };
    const gone = { ...term, concept: 'gone', target: 'diálogo', accepted: ['diálogo'] };
    const found = { ...gone, concept: 'found', accepted: ['coloquio'] };
    const text = { translated: 'Negociaciones, Qzvkb', finished: 'Conversaciones, conversaciones y coloquio' };
    const placed = [
      { term, start: 0, end: 13, form: 'Conversaciones' },
      { term: hidden, start: 15, end: 20, form: 'conversaciones' },
    ];
    const told = [term, hidden, gone, found].map((one) => outcomeOf(one, placed, new Set([hidden]), text));
    expect(told).toEqual(['correction', 'placeholder', 'lost', 'free']);
    const same = { translated: 'Conversaciones', finished: 'Conversaciones' };
    expect(outcomeOf(term, [{ term, start: 0, end: 14, form: 'Conversaciones' }], new Set(), same)).toBe('free');
  });

  test('marks are pairs around the terms', () => {
    expect(marksFor(marked).map(({ kind, at }) => [kind, at])).toEqual([
      ['open', 0],
      ['close', 5],
    ]);
  });
});
