/** Sentences of news desks in languages that differ in what matters to a tokeniser: elisions, case, clitics, spaces or none. */
export const sentences: Record<string, string[]> = {
  en: [
    'At least 45 people were killed in the raid on Idlib, the ministry said on Tuesday.',
    'The president didn’t answer questions about the G20 summit; his spokesman did.',
  ],
  fr: [
    "L'ONU a demandé l'ouverture d'une enquête après la mort de 1 200 civils à Alep.",
    'Aujourd’hui, M. Dupont n’a pas voulu s’exprimer sur l’accord de cessez-le-feu.',
  ],
  es: ['El Gobierno dijo que no habrá más recortes en 2024, pese a la caída del 3,5 % del PIB.'],
  de: ['Die Bundesregierung will das Klimaschutzgesetz noch vor der Sommerpause im Bundestag beschließen.'],
  it: ["Dall'inizio dell'anno l'inflazione è scesa, ma i prezzi dell'energia restano alti, dice l'Istat."],
  ru: ['Министр заявил, что переговоры с Киевом продолжатся на следующей неделе в Женеве.'],
  tr: ['İstanbul’da düzenlenen toplantıya 30 ülkeden yüzlerce temsilci katıldı, dedi sözcü.'],
  ar: [
    'وقالت الحكومة السورية إن القصف على إدلب أدى إلى مقتل 12 مدنيًا وإصابة العشرات بجروح.',
    'أعلنَ الرئيسُ أمس أنه سيلتقي بالوزراء وبالسفراء للتشاور حول الأزمة.',
  ],
  he: ['ראש הממשלה אמר כי צה״ל ימשיך לפעול בצפון עד להשגת כל מטרות המבצע.'],
  zh: ['外交部发言人表示，中方将继续推动各方通过对话解决分歧，维护地区和平与稳定。'],
  ja: ['首相は記者会見で、来年度の予算案について野党と協議を続ける考えを示した。'],
  th: ['นายกรัฐมนตรีกล่าวว่ารัฐบาลจะเร่งช่วยเหลือผู้ประสบภัยน้ำท่วมในภาคเหนือโดยเร็วที่สุด'],
  hi: ['प्रधानमंत्री ने कहा कि सरकार किसानों की मांगों पर विचार कर रही है और जल्द फैसला लेगी।'],
  ko: ['대통령은 어제 기자회견에서 새로운 경제 정책을 다음 달에 발표하겠다고 밝혔다.'],
};

/** Pieces out of which edits are made: words, numbers, names, marks. */
export const pieces = [
  'the',
  'de',
  'la',
  '45',
  '46',
  '1 200',
  'Idlib',
  'Hama',
  ',',
  '«',
  'и',
  'في',
  '和',
  'の',
  'и',
  'the',
  '€',
  '!',
];
