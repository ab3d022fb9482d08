import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { checkPair } from '../../src/checks/run.ts';

type Pair = [from: string, to: string, source: string, target: string];

function said([from, to, source, target]: Pair): {
  key: string;
  severity: string;
  text: string;
  suggestions: string[];
}[] {
  const { findings } = checkPair(toPairInput({ from, to, source, target, origin: 'given' }));
  return findings.map(({ message, severity, text, suggestions }) => ({
    key: message.key,
    severity,
    text,
    suggestions,
  }));
}

describe('a number that is right however it is written raises nothing', () => {
  it.each<Pair>([
    ['en', 'es', 'a £38m grant', 'una ayuda de 38 millones de libras'],
    ['en', 'es', 'a €2.4bn loan', 'un préstamo de 2.400 millones de euros'],
    ['en', 'fr', 'a $1.7tn budget', 'un budget de 1 700 milliards de dollars'],
    ['en', 'fr', 'a $1.7bn budget', 'un budget de $1,7bn'],
    ['fr', 'en', 'un fonds de 14 Md€', 'a €14bn fund'],
    ['en', 'fr', '12k people ran 100m', '12 000 personnes ont couru 100 m'],
    ['fr', 'en', 'à 19h45', 'at 7.45pm'],
    ['de', 'en', 'um 19.45 Uhr', 'at 7:45 p.m.'],
    ['es', 'en', 'a las 8 de la tarde', 'at 8 pm'],
    ['fr', 'en', 'à 12 h puis à 0 h', 'at noon, then at midnight'],
    ['ar', 'en', 'الساعة 8 مساء', 'at 8 pm'],
    ['fr', 'en', 'après 8 h de débats', 'after 8 hours of debate'],
    ['fr', 'en', 'la saison 2023-2024', 'the 2023-24 season'],
    ['de', 'en', '7,2 Millionen Fahrgäste', '7.2 million passengers'],
    ['ar', 'en', '7,2 مليون', '7.2 million'],
    ['fi', 'en', '7,2 miljoonaa', '7.2 million'],
    ['pt', 'en', '8 mil pessoas', '8,000 people'],
    ['en', 'es', 'a $1.7bn budget', 'un presupuesto de $1.7bn'],
    ['fr', 'en', 'vingt et un trains', '21 trains'],
    ['es', 'en', 'treinta y un trenes', '31 trains'],
    ['en', 'es', '500,000 people', 'medio millón de personas'],
    ['en', 'fr', '500,000 people', 'un demi-million de personnes'],
    ['en', 'de', '500,000 people', 'eine halbe Million Menschen'],
    ['en', 'ca', '1.5 million', 'un milió i mig'],
    ['en', 'ar', '1.5 million', 'مليون ونصف المليون'],
    ['fr', 'en', '2 millions et demi', '2.5 million'],
    ['en', 'es', '20 people, 22 trains, 500 cars', 'una veintena de personas, veintidós trenes, quinientos coches'],
    ['en', 'ca', '200 cars and 33 trains', 'dos-cents cotxes i trenta-tres trens'],
    ['en', 'fr', '78 cars and 91 trains', 'soixante-dix-huit voitures et quatre-vingt-onze trains'],
    ['en', 'de', '3,500 cars and 42 trains', 'dreitausendfünfhundert Autos und zweiundvierzig Züge'],
    ['en', 'ar', '42 people, 300 cars', 'اثنان وأربعون شخصا وثلاثمئة سيارة'],
    ['en', 'ar', '2 dead', 'قتيلان'],
    ['fr', 'en', 'le 07/10/2023', 'on October 7, 2023'],
    ['en', 'ar', 'on 7 February', 'في 7 شباط'],
    ['en', 'fr', 'They may march in May', 'Ils pourraient défiler en mai'],
    ['en', 'es', 'between 40 and 50 percent', 'entre un 40 y un 50 %'],
    ['en', 'fr', 'prices fell 6%', 'les prix ont évolué de -6 %'],
    ['en', 'fr', 'In 2019, 45 died', '45 sont morts en 2019'],
    ['en', 'fr', '30 km and 12 kg', '12 kg et 30 km'],
    ['en', 'es', 'both sides of three streets', 'los dos lados de tres calles'],
  ])('%s to %s: %s / %s', (...pair) => {
    expect(said(pair)).toEqual([]);
  });
});

describe('a wrong number is one finding', () => {
  it.each<[...Pair, string, string[]]>([
    ['de', 'en', '17 Verletzte', '14 injured', '14', ['17']],
    ['ar', 'en', '17 جريحا', '14 injured', '14', ['17']],
    ['fi', 'en', '17 kuollutta', '14 dead', '14', ['17']],
    ['de', 'en', '3 Millionen', '3 billion', '3', []],
    ['ar', 'en', '3 ملايين', '3 billion', '3', []],
    ['fr', 'en', 'entre 14 et 16', 'between 14 and 14', '14', ['16']],
    ['fr', 'en', 'le 5 avril 2021', 'on 5 June 2021', 'June', ['April']],
    ['es', 'fr', 'en agosto', 'en septembre', 'septembre', ['août']],
    ['fr', 'en', 'cinq cyclistes', 'six cyclists', 'six', []],
    ['en', 'de', 'five cyclists', 'sechs Radfahrer', 'sechs', []],
    ['en', 'ar', 'five cyclists', 'ستة دراجين', 'ستة', []],
    ['fr', 'en', 'un millier de foyers', 'a million homes', 'a million', []],
    ['fr', 'en', 'il fait -9 degrés', 'it is 9 degrees', '9', []],
    ['fr', 'en', 'à 7h', 'at 7 pm', '7 pm', []],
    ['fr', 'en', 'à 19h', 'at 7 am', '7 am', []],
    ['fr', 'en', '60 % des foyers', '60 homes', '60', []],
    ['en', 'fr', '3 billion', '3 billion', '3', []],
  ])('%s to %s: %s / %s', (from, to, source, target, text, suggestions) => {
    const found = said([from, to, source, target]);
    expect(found).toMatchObject([{ key: 'numbers.changed', severity: 'error', text, suggestions }]);
  });

  it('and never names two texts that are equal', () => {
    const { findings } = checkPair(toPairInput({ from: 'en', to: 'fr', source: '3 billion', target: '3 billion' }));
    expect(findings[0]?.message.parameters).toEqual({
      source: '3,000,000,000',
      target: '3\u202F000\u202F000\u202F000\u202F000',
    });
  });

  it('which is a warning when two figures of an enumeration changed places', () => {
    expect(said(['fr', 'en', '14 tués et 35 disparus', '35 killed and 14 missing'])).toMatchObject([
      { key: 'numbers.order', severity: 'warning', text: '35 killed and 14' },
    ]);
  });
});

describe('a figure in the notation of another language', () => {
  it.each<[...Pair, string, string]>([
    ['en', 'es', '2,300 trains', 'Los 2,300 trenes', '2,300', '2300'],
    ['en', 'es', 'up 3.7%', 'un 3.7% más', '3.7', '3,7'],
    ['es', 'en', '2.300 trenes', 'The 2.300 trains', '2.300', '2,300'],
    ['es', 'en', '3,7 millones', '3,7 million', '3,7', '3.7'],
    ['en', 'fr', '470,000 people', '470,000 personnes', '470,000', '470\u202F000'],
    ['fr', 'de', '3,7 millions', '3.7 Millionen', '3.7', '3,7'],
  ])('is a warning, with the usual form: %s to %s: %s / %s', (from, to, source, target, text, preferred) => {
    expect(said([from, to, source, target])).toEqual([
      { key: 'number-format.foreign', severity: 'warning', text, suggestions: [preferred] },
    ]);
  });

  it.each<Pair>([
    ['en', 'es', '23,000 trains', '23.000 trenes y 23\u00A0000 coches'],
    ['en', 'es', '23,000 trains', '23\u2009000 trenes'],
    ['fr', 'en', 'en 2023', 'in 2023'],
  ])('is none where the language writes both ways: %s to %s: %s / %s', (...pair) => {
    expect(said(pair)).toEqual([]);
  });
});
