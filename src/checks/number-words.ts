import type { LanguageTag } from '../model/language.ts';

/** Values of number words, by language. A list gives the words of 0, 1, 2 …; forms of one value are separated by `/`. */
const cardinals: Record<LanguageTag, string> = {
  en: 'zero/nil one/a/an two three four five six seven eight nine ten eleven twelve/dozen/dozens thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  fr: 'zéro un/une deux trois quatre cinq six sept huit neuf dix/dizaine onze douze/douzaine treize quatorze quinze/quinzaine seize',
  es: 'cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez/decena once doce/docena trece catorce quince dieciséis diecisiete dieciocho diecinueve',
  ca: 'zero un/una dos/dues tres quatre cinc sis set vuit nou deu/desena onze dotze/dotzena tretze catorze quinze setze disset divuit dinou',
};
const ordinals: Record<LanguageTag, string> = {
  en: '- first/once second/twice third/thrice fourth/quarter fifth sixth seventh eighth ninth tenth eleventh twelfth',
  fr: '- premier/première/premiers/premières deuxième/second/seconde troisième/tiers quatrième/quart cinquième sixième septième huitième neuvième dixième onzième douzième',
  es: '- primer/primero/primera segundo/segunda tercer/tercero/tercera cuarto/cuarta quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima',
  ca: '- primer/primera segon/segona tercer/tercera quart/quarta cinquè/cinquena sisè/sisena setè/setena vuitè/vuitena novè/novena desè/desena',
};
const tens: Record<LanguageTag, string> = {
  en: '- - twenty thirty/thirties forty/forties fifty/fifties sixty/sixties seventy/seventies eighty/eighties ninety/nineties',
  fr: '- - vingt/vingtaine trente/trentaine quarante/quarantaine cinquante/cinquantaine soixante/soixantaine septante huitante nonante',
  es: '- - veinte/veinti treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  ca: '- - vint/vint-i trenta quaranta cinquanta seixanta setanta vuitanta noranta',
};
const months: Record<LanguageTag, string> = {
  en: '- january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec',
  fr: '- janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov décembre/déc',
  es: '- enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sep octubre/oct noviembre/nov diciembre/dic',
  ca: '- gener febrer març abril maig juny juliol agost setembre octubre novembre desembre',
};
/** Words that multiply the figure before them. */
const scales: Record<LanguageTag, Record<string, number>> = {
  en: {
    hundred: 100,
    hundreds: 100,
    thousand: 1e3,
    thousands: 1e3,
    million: 1e6,
    millions: 1e6,
    mn: 1e6,
    billion: 1e9,
    billions: 1e9,
    bn: 1e9,
    trillion: 1e12,
    trillions: 1e12,
  },
  fr: {
    cent: 100,
    cents: 100,
    centaine: 100,
    centaines: 100,
    mille: 1e3,
    millier: 1e3,
    milliers: 1e3,
    million: 1e6,
    millions: 1e6,
    milliard: 1e9,
    milliards: 1e9,
    mds: 1e9,
    md: 1e9,
    billion: 1e12,
    billions: 1e12,
  },
  es: {
    cien: 100,
    ciento: 100,
    cientos: 100,
    mil: 1e3,
    miles: 1e3,
    millón: 1e6,
    millones: 1e6,
    billón: 1e12,
    billones: 1e12,
  },
  ca: { cent: 100, cents: 100, mil: 1e3, milers: 1e3, milió: 1e6, milions: 1e6, bilió: 1e12, bilions: 1e12 },
};

/** What number words of a language mean. */
export interface NumberWords {
  /** Small numbers, tens, ordinals: added up when they follow each other. */
  values: Map<string, number>;
  /** Words that multiply. */
  scales: Map<string, number>;
  /** Names of months. */
  months: Map<string, number>;
}

/** The number words of a language; undefined where we know none, and spelled-out numbers cannot be judged. */
export function numberWords(language: LanguageTag): NumberWords | undefined {
  return tables.get(language);
}

const tables = new Map(
  Object.keys(cardinals).map((language) => [
    language,
    {
      values: new Map([
        ...entries(ordinals[language] ?? '', 1),
        ...entries(tens[language] ?? '', 10),
        ...entries(cardinals[language] ?? '', 1),
      ]),
      scales: new Map(Object.entries(scales[language] ?? {})),
      months: new Map(entries(months[language] ?? '', 1)),
    },
  ]),
);

function entries(list: string, step: number): [string, number][] {
  return list
    .split(' ')
    .flatMap((forms, index) => forms.split('/').map((form): [string, number] => [form, index * step]));
}
