const people = ['Amina Idris', 'Jonas Weber', 'Lucía Ortega', 'Samir Haddad', 'Claire Dubois', 'Peter Novak'];
const places = ['Idlib', 'Geneva', 'Marseille', 'Toledo', 'Aleppo', 'Leipzig'];
const things = ['bridge', 'hospital', 'school', 'harbour', 'market', 'airport'];

/** A story of so many sentences, the same for the same number, with names, figures and quotations as news has them. */
export function story(number: number, sentences: number): string {
  const pick = (list: string[], at: number) => list[at % list.length] as string;
  return Array.from({ length: sentences }, (_, at) => {
    const seed = number * 31 + at;
    const [who, where, what] = [pick(people, seed), pick(places, seed * 7 + at), pick(things, seed * 3 + number)];
    return at % 3 === 2
      ? `“The ${what} in ${where} cannot wait until ${2027 + (seed % 9)},” ${who} told reporters on case ${number}-${at}.`
      : `${who} said on Monday that the ${what} of ${where} had cost ${1000 + seed} euros, ${seed % 97} percent more than planned.`;
  }).join('\n');
}

/** How a language says the sentences of the stories: the places and things by the order of the lists above, and the two patterns. */
interface Wording {
  places: string[];
  things: string[];
  said(who: string, what: string, where: string, cost: string, percent: string): string;
  told(what: string, where: string, year: string, who: string, item: string): string;
}

const wordings: Record<string, Wording> = {
  es: {
    places: ['Idlib', 'Ginebra', 'Marsella', 'Toledo', 'Alepo', 'Leipzig'],
    things: ['el puente', 'el hospital', 'la escuela', 'el puerto', 'el mercado', 'el aeropuerto'],
    said: (who, what, where, cost, percent) =>
      `${who} dijo el lunes que ${what} de ${where} había costado ${cost} euros, un ${percent} por ciento más de lo previsto.`,
    told: (what, where, year, who, item) =>
      `«${capital(what)} de ${where} no puede esperar hasta ${year}», dijo ${who} a los periodistas sobre el caso ${item}.`,
  },
  fr: {
    places: ['Idleb', 'Genève', 'Marseille', 'Tolède', 'Alep', 'Leipzig'],
    things: ['le pont', 'l’hôpital', 'l’école', 'le port', 'le marché', 'l’aéroport'],
    said: (who, what, where, cost, percent) =>
      `${who} a déclaré lundi que ${what} de ${where} avait coûté ${cost} euros, soit ${percent} pour cent de plus que prévu.`,
    told: (what, where, year, who, item) =>
      `«\u00a0${capital(what)} de ${where} ne peut pas attendre jusqu’en ${year}\u00a0», a dit ${who} aux journalistes au sujet de l’affaire ${item}.`,
  },
  ca: {
    places: ['Idlib', 'Ginebra', 'Marsella', 'Toledo', 'Alep', 'Leipzig'],
    things: ['el pont', 'l’hospital', 'l’escola', 'el port', 'el mercat', 'l’aeroport'],
    said: (who, what, where, cost, percent) =>
      `${who} va dir dilluns que ${what} de ${where} havia costat ${cost} euros, un ${percent} per cent més del previst.`,
    told: (what, where, year, who, item) =>
      `«${capital(what)} de ${where} no pot esperar fins al ${year}», va dir ${who} als periodistes sobre el cas ${item}.`,
  },
  pt: {
    places: ['Idlib', 'Genebra', 'Marselha', 'Toledo', 'Alepo', 'Leipzig'],
    things: ['a ponte', 'o hospital', 'a escola', 'o porto', 'o mercado', 'o aeroporto'],
    said: (who, what, where, cost, percent) =>
      `${who} disse na segunda-feira que ${what} de ${where} tinha custado ${cost} euros, mais ${percent} por cento do que o previsto.`,
    told: (what, where, year, who, item) =>
      `“${capital(what)} de ${where} não pode esperar até ${year}”, disse ${who} aos jornalistas sobre o caso ${item}.`,
  },
  it: {
    places: ['Idlib', 'Ginevra', 'Marsiglia', 'Toledo', 'Aleppo', 'Lipsia'],
    things: ['il ponte', 'l’ospedale', 'la scuola', 'il porto', 'il mercato', 'l’aeroporto'],
    said: (who, what, where, cost, percent) =>
      `${who} ha detto lunedì che ${what} di ${where} era costato ${cost} euro, il ${percent} per cento in più del previsto.`,
    told: (what, where, year, who, item) =>
      `«${capital(what)} di ${where} non può aspettare fino al ${year}», ha detto ${who} ai giornalisti sul caso ${item}.`,
  },
  de: {
    places: ['Idlib', 'Genf', 'Marseille', 'Toledo', 'Aleppo', 'Leipzig'],
    things: ['die Brücke', 'das Krankenhaus', 'die Schule', 'der Hafen', 'der Markt', 'der Flughafen'],
    said: (who, what, where, cost, percent) =>
      `${who} sagte am Montag, ${what} von ${where} habe ${cost} Euro gekostet, ${percent} Prozent mehr als geplant.`,
    told: (what, where, year, who, item) =>
      `„${capital(what)} in ${where} kann nicht bis ${year} warten“, sagte ${who} Reportern über den Fall ${item}.`,
  },
};

const saidSentence =
  /^(.+) said on Monday that the (\w+) of (\w+) had cost (\d+) euros, (\d+) percent more than planned\.$/;
const toldSentence = /^“The (\w+) in (\w+) cannot wait until (\d+),” (.+) told reporters on case (\d+-\d+)\.$/;

/** What a translator would make of a sentence of a story; undefined for any other sentence. */
export function translated(sentence: string, language: string): string | undefined {
  const wording = wordings[language];
  if (!wording) return undefined;
  const place = (name: string) => wording.places[places.indexOf(name)] ?? name;
  const thing = (name: string) => wording.things[things.indexOf(name)] ?? name;
  const [, who = '', what = '', where = '', cost = '', percent = ''] = saidSentence.exec(sentence) ?? [];
  if (who) return wording.said(who, thing(what), place(where), cost, percent);
  const [, subject = '', town = '', year = '', speaker = '', item = ''] = toldSentence.exec(sentence) ?? [];
  return subject ? wording.told(thing(subject), place(town), year, speaker, item) : undefined;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
