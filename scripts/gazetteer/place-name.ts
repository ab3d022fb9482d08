/** Words that say what kind of place it is, at the start or the end of a name; what is left is the name. */
const kinds: Record<string, RegExp> = {
  en: /^(?:The |Canton of |City of |Province of |Municipality of |State of )|,? (?:(?:Autonomous )?(?:City|Province|Region|District|Municipality|Governorate|County|Oblast|Prefecture|Department|Raion|Division|Parish|Canton|Krai|Okrug|Emirate|Voivodeship|Atoll|State|Community))$/u,
  fr: /^(?:la |le )?(?:(?:Ville|Oblast|Région|Province|Comté|Préfecture|Canton|Raion|District|Voïvodie|Département|Gouvernorat|Municipalité|Kraï|État|Émirat|Région autonome|Wilaya|Division|Paroisse|Commune) (?:de la |de l'|du |des |de |d'))|^(?:Oblast|Raion|Kraï) /iu,
  es: /^(?:(?:Ciudad|Provincia|Estado|Región|Distrito|Municipio|Prefectura|Condado|Departamento|Parroquia|Óblast|Gobernación|Voivodato|Cantón|Comunidad|Región Autónoma|Provincia Autónoma|Emirato|Krai|Raión|Valiato) (?:de la |de los |de las |del |de ))/iu,
  de: /^(?:(?:Region|Kanton|Oblast|Präfektur|Kreis|Rajon|Stadt|Woiwodschaft|Provinz|Komitat|Distrikt|Kommune|Bezirk|Gouvernement|Departement|Departamento|Municipio|Republik|Emirat)(?: de| der| des)? )/iu,
  ca: /^(?:(?:Ciutat|Província|Regió|Prefectura|Estat|Districte|Comtat|Parròquia|Voivodat|Governació|Departament|Municipi|Cantó) (?:de la |de l'|dels |del |de |d'))/iu,
  ar: /^(?:محافظة|مدينة|ولاية|منطقة|إقليم|مقاطعة|إمارة) /u,
};

/** What is left of a kind of place inside a name that cannot be cut: such names are left out. */
const kindInside =
  /\b(?:Oblast|Óblast|Raion|Rajon|Province|Provincia|Provinz|Provinsi|Prefecture|Préfecture|Prefectura|Präfektur|Governorate|Gouvernorat|Gobernación|District|Distrito|Distrikt|Municipality|Municipalité|Municipio|Municipalidad|County|Comté|Condado|Comtat|Region|Région|Región|Regió|Department|Département|Departamento|Territory|Territoire|Territorio|Voivodeship|Voïvodie|Voivodato|Woiwodschaft|Autonomous|autonome|Autónoma|Kraï|Krai|Okrug|Division|Metropolitan|Capital|capitale|Kommune|Komitat|Parish|Parroquia|Paroisse|Governació|Districte|Província)\b/iu;

/** Names of regions that are directions or ranks: they name nothing outside their country. */
const noName =
  /^(?:Nor(?:d|te|th|thern|döstliche)|S(?:ud|ur|outh|outhern|üd)|E(?:st|ste|ast|astern)|O(?:uest|este|st)|West(?:ern)?|Cent(?:re|ral|ro|rale)|Na[ct]ional|Occidental|Oriental|Valley|Jewish|Unité)$/u;

/** Marks of scholarly transliteration (Arabic, Hindi, Japanese), which no press uses; Turkish and Romanian letters stay. */
const scholarly: [RegExp, string][] = [
  ...Object.entries({
    āĀ: 'aA',
    īĪ: 'iI',
    ūŪ: 'uU',
    ēĒ: 'eE',
    ōŌ: 'oO',
    ḥḤ: 'hH',
    ḩḨ: 'hH',
    ṭṬ: 'tT',
    ḑḐ: 'dD',
    ẕẔ: 'zZ',
    ḍḌ: 'dD',
    ṣṢ: 'sS',
    ḏḎ: 'dD',
    ṯṮ: 'tT',
  }).flatMap(([marked, plain]) =>
    [...marked].map((letter, index): [RegExp, string] => [new RegExp(letter, 'gu'), plain[index] ?? '']),
  ),
  [/z̧/gu, 'z'],
  [/[‘ʻʼ`´ʿʾ]/gu, ''],
];

/**
 * A name of GeoNames as news copy writes it, or undefined where no name is left: composed, straight apostrophes, without the kind of place
 * (`Tartus Governorate`, `محافظة طرطوس`) and without the marks of scholars in English. Names with brackets, commas or digits, of one or
 * two letters, in small letters, or in another script than the language's are left out.
 */
export function spellName(name: string, language: string): string | undefined {
  let spelled = name
    .normalize('NFC')
    .replaceAll('’', "'")
    .replaceAll(/[\s\u00A0]+/gu, ' ')
    .trim();
  if (language === 'ar') spelled = spelled.replace(/\s*[،(].*$/u, '');
  if (language === 'en') for (const [mark, plain] of scholarly) spelled = spelled.replaceAll(mark, plain);
  const kind = kinds[language];
  if (kind) spelled = spelled.replace(kind, '').trim();
  const script = language === 'ar' ? /^[\p{Script=Arabic}\p{M}\s]+$/u : /^\p{Lu}[\p{Script=Latin}\p{M}\s'.-]+$/u;
  if (spelled.length < 3 || !script.test(spelled) || kindInside.test(spelled) || noName.test(spelled)) return undefined;
  return language === 'ar' ? spelled.replaceAll(/\p{M}/gu, '') : spelled;
}
