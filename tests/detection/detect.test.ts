import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectLanguages } from '../../src/detection/detect.ts';
import { fromIso6393, toIso6393 } from '../../src/detection/iso6393.ts';

const sample = new URL('../../../shared/examples/idleb/article.en.txt', import.meta.url);

const sentences: Record<string, string> = {
  en: 'The ministry said on Monday that work on the bridge would begin in spring.',
  fr: 'Le ministère a annoncé lundi que les travaux du pont commenceraient au printemps.',
  es: 'El ministerio anunció el lunes que las obras del puente empezarán en primavera.',
  ca: 'El ministeri va anunciar dilluns que les obres del pont començaran a la primavera.',
  de: 'Das Ministerium teilte am Montag mit, dass die Arbeiten im Frühjahr beginnen.',
  it: 'Il ministero ha annunciato lunedì che i lavori del ponte cominceranno in primavera.',
  pt: 'O ministério anunciou na segunda-feira que as obras da ponte começarão na primavera.',
  ar: 'أعلنت الوزارة يوم الاثنين أن أعمال بناء الجسر ستبدأ في الربيع المقبل.',
  fa: 'وزارتخانه روز دوشنبه اعلام کرد که کار ساخت پل در بهار آغاز خواهد شد.',
  ru: 'Министерство сообщило в понедельник, что работы на мосту начнутся весной.',
  uk: 'Міністерство повідомило в понеділок, що роботи на мосту почнуться навесні.',
  tr: 'Bakanlık pazartesi günü köprü çalışmalarının ilkbaharda başlayacağını açıkladı.',
  ja: '同省は月曜日、橋の工事を春に始めると発表した。',
  zh: '该部周一宣布，大桥工程将于春季开始。',
  el: 'Το υπουργείο ανακοίνωσε τη Δευτέρα ότι τα έργα θα αρχίσουν την άνοιξη.',
};

describe('the language of a text', () => {
  test.each(Object.entries(sentences))('%s is recognised in a sentence', (language, sentence) => {
    expect(detectLanguages([sentence])).toEqual({ article: language, texts: [language] });
  });

  test.each(['AFP', 'OK', '12 345', '', '—', 'Ankara'])('%j is too short to tell', (text) => {
    expect(detectLanguages([text]).texts).toEqual(['und']);
  });

  test('is one of the candidates or unknown', () => {
    expect(detectLanguages([sentences.ru as string], { candidates: ['en', 'fr'] }).article).toBe('und');
    expect(detectLanguages([sentences.fr as string], { candidates: ['en', 'fr-CA'] }).article).toBe('fr-CA');
  });
});

describe('the language of an article', () => {
  test('is that of most of its text, and short lines do not outvote it', () => {
    const { en = '', fr = '', es = '' } = sentences;
    expect(detectLanguages(['Con AFP y otras agencias', en, en]).article).toBe('en');
    expect(detectLanguages([fr, fr, es])).toEqual({ article: 'fr', texts: ['fr', 'fr', 'es'] });
  });

  test('is what the sender declared; a long text in another language keeps its own', () => {
    const { en = '', ar = '' } = sentences;
    expect(detectLanguages([en, ar, 'Con fe'], { declared: 'fr' })).toEqual({
      article: 'fr',
      texts: ['en', 'ar', 'und'],
    });
  });
});

describe.skipIf(!existsSync(sample))('the sample article (skipped where ../shared is absent)', () => {
  test('is English, and none of its blocks is taken for anything else', () => {
    const blocks = readFileSync(sample, 'utf8').split('\n\n');
    const { article, texts } = detectLanguages(blocks);
    expect(article).toBe('en');
    for (const text of texts) expect(['en', 'und']).toContain(text);
  });
});

test('ISO 639-3 codes become the tags that newsrooms use', () => {
  expect(['arb', 'pes', 'cmn', 'fra', 'ekk'].map(fromIso6393)).toEqual(['ar', 'fa', 'zh', 'fr', 'et']);
  expect(['ar', 'pt-BR', 'zh-Hant', 'tlh'].map(toIso6393)).toEqual(['arb', 'por', 'cmn', undefined]);
});
