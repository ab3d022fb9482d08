import { type LanguageTag, parseLanguage } from '../model/language.ts';

/** ISO 639-3 codes that franc uses, by BCP 47 language (IANA language subtag registry; franc names members of macrolanguages). */
const codes: Record<LanguageTag, string> = Object.fromEntries(
  (
    'en:eng fr:fra es:spa ca:cat de:deu it:ita pt:por ar:arb ru:rus uk:ukr tr:tur fa:pes nl:nld zh:cmn ja:jpn pl:pol ro:ron el:ell he:heb ' +
    'sv:swe da:dan nb:nob nn:nno fi:fin hu:hun cs:ces sk:slk sl:slv hr:hrv sr:srp bs:bos bg:bul mk:mkd sq:als et:ekk lv:lvs lt:lit ' +
    'gl:glg eu:eus af:afr id:ind ms:zlm vi:vie th:tha ko:kor hi:hin bn:ben ta:tam te:tel ml:mal kn:kan mr:mar gu:guj pa:pan ur:urd ' +
    'ne:nep si:sin my:mya km:khm lo:lao ka:kat hy:hye az:azj kk:kaz ky:kir uz:uzn tk:tuk tg:tgk be:bel so:som sw:swh ha:hau yo:yor ' +
    'ig:ibo am:amh ti:tir zu:zul xh:xho rw:kin mg:plt ht:hat qu:quz tl:tgl jv:jav su:sun mn:khk ku:kmr ps:pbu yi:ydd eo:epo oc:oci'
  )
    .split(' ')
    .map((entry) => entry.split(':') as [string, string]),
);

/** The ISO 639-3 code by which franc knows a language; `undefined` for one that it does not know. */
export function toIso6393(tag: LanguageTag): string | undefined {
  return codes[tag.split('-', 1)[0] ?? tag];
}

const tags = new Map(Object.entries(codes).map(([tag, code]) => [code, tag]));

/** The BCP 47 tag of an ISO 639-3 code, members of macrolanguages under their macrolanguage (`arb` is `ar`). @throws InterlinearError `language.unknown`. */
export function fromIso6393(code: string): LanguageTag {
  return tags.get(code) ?? parseLanguage(code);
}
