import { applyCertain } from '../../src/checks/correct.ts';
import { html } from '../../src/formats/html/html.ts';
import { text } from '../../src/formats/text/text.ts';
import { type Document, type Role, toInput } from '../../src/model/article.ts';
import type { PlacedFinding } from '../../src/model/finding.ts';
import type { ArticleResult, LanguageResult } from '../../src/model/result.ts';
import type { Pair, Target } from '../../src/model/translation.ts';
import type { OutputContext } from '../../src/outputs/context.ts';

const delivered = [
  'Convoy stopped near Idleb',
  '',
  'The convoy left Idleb. Ocha counts 37 <trucks> & drivers.',
  '',
  'By Lina Haddad',
  '',
  'With AFP',
  '',
  'Download the app',
  '',
].join('\n');
const source = [
  'Un convoi arrêté près d’Idleb',
  '',
  'Le convoi a quitté Idleb. Il neigeait. L’Ocha compte 38 camions.',
  '',
  'Par Lina Haddad',
  '',
  'Avec AFP',
  '',
].join('\n');
const deliveredRoles: Role[] = ['headline', 'body', 'byline', 'credit', 'furniture'];
const spanish = ['Un convoy parado cerca de Idlib', 'El convoy dejó Idlib.', 'Nevaba.', 'La OCHA cuenta 38 camiones.'];

/** A document read from text, with a plain cut at full stops. */
export function read(input: string, language: string, roles: Role[], format = text): Document {
  const blocks = format.read(input).map((block, index) => ({ ...block, role: roles[index] ?? 'body', language }));
  const segments: Document['segments'] = [];
  for (const block of blocks) {
    for (const found of block.text.matchAll(/(\S.*?[.?!]|\S.*$)(\s*)(?=\S|$)/gu)) {
      const [, own = '', after = ''] = found;
      const end = found.index + own.length;
      segments.push({
        ordinal: segments.length,
        block: block.index,
        start: found.index,
        end,
        before: '',
        text: own,
        after,
        codes: block.codes
          .filter(({ at }) => at >= found.index && at <= end)
          .map((code) => ({ ...code, at: code.at - found.index })),
      });
    }
  }
  return { format: format.name, encoding: 'utf-8', bom: false, input, language, blocks, segments };
}

export function named(document: Document, wrong: string, right: string): PlacedFinding[] {
  return document.segments.flatMap((segment) => {
    const start = segment.text.indexOf(wrong);
    const block = document.blocks[segment.block];
    if (start < 0 || !block) return [];
    const end = start + wrong.length;
    return {
      check: 'terminology',
      type: 'terminology',
      severity: 'warning',
      side: 'source',
      start,
      end,
      text: wrong,
      suggestions: [right],
      certain: true,
      message: { key: 'terminology.replace', parameters: { found: wrong, preferred: right, origin: 'builtin' } },
      document: 'delivered',
      segment: segment.ordinal,
      input: toInput(block, segment.start + start, segment.start + end),
    } as const;
  });
}

/** What is found in furniture: all of it. */
export function furniture(document: Document): PlacedFinding[] {
  return document.segments.flatMap((segment) => {
    const block = document.blocks[segment.block];
    if (block?.role !== 'furniture') return [];
    return {
      check: 'furniture',
      type: 'other',
      severity: 'warning',
      side: 'source',
      start: 0,
      end: segment.text.length,
      text: segment.text,
      suggestions: [''],
      certain: true,
      message: { key: 'furniture.block', parameters: {} },
      document: 'delivered',
      segment: segment.ordinal,
      input: toInput(block, segment.start, segment.end),
    } as const;
  });
}

/** What the correction stage makes of a document and its findings. */
export function correct(document: Document, findings: PlacedFinding[]): ArticleResult['corrected'] {
  return document.segments.map(({ ordinal, block, text, codes }) =>
    document.blocks[block]?.role === 'furniture'
      ? null
      : applyCertain(
          text,
          codes,
          findings.filter(({ segment }) => segment === ordinal),
        ),
  );
}

function machine(from: Document, texts: (string | null)[], sources: (string | null)[]): Pair[] {
  return from.segments.flatMap((segment) => {
    const role = from.blocks[segment.block]?.role;
    if (role === 'furniture') return [];
    const own = sources[segment.ordinal] ?? segment.text;
    const kept = role === 'byline' || role === 'credit';
    const text = kept ? own : (texts[segment.ordinal] ?? null);
    const target: Target = {
      text,
      codes: kept ? segment.codes : [],
      state: 'initial',
      route: `${from.language}>es`,
      ...(kept
        ? { origin: 'kept' as const, subState: 'interlinear:kept' as const }
        : text !== null && { origin: 'mt' as const, subState: 'interlinear:mt' as const, engine: 'apertium' }),
      ...(text?.includes('Nevaba') && {
        unknownWords: ['Nevaba'],
        alignment: [{ source: { start: 0, end: 2 }, target: { start: 0, end: 6 } }],
      }),
    };
    return {
      ordinal: segment.ordinal,
      sourceLanguage: from.language,
      targetLanguage: 'es',
      sourceSegments: [segment.ordinal],
      targetSegments: [],
      source: own,
      sourceCodes: segment.codes,
      target,
    };
  });
}

function target(from: Document, texts: (string | null)[], sources: (string | null)[] = []): LanguageResult {
  const pairs = machine(from, texts, sources);
  const translated = pairs.filter((pair) => pair.target.text !== null).length;
  return {
    language: 'es',
    kind: 'target',
    sourceLanguage: from.language,
    pairs,
    findings: [],
    notRun: [],
    translated,
    of: pairs.length,
    ...(translated < pairs.length && {
      reason: { code: 'engine.pair', parameters: { engine: 'apertium', from: 'en', to: 'es' } },
    }),
  };
}

/** The article without its source: pairs are made from the corrected English. */
export function withoutSource(texts: (string | null)[] = ['Convoy', 'El convoy.', 'La OCHA.']): ArticleResult {
  const document = read(delivered, 'en', deliveredRoles);
  const findings = [...named(document, 'Idleb', 'Idlib'), ...named(document, 'Ocha', 'OCHA'), ...furniture(document)];
  const corrected = correct(document, findings);
  return {
    name: 'article',
    delivered: document,
    original: { evidence: 'unknown' },
    corrected,
    findings,
    notRun: [{ check: 'omission', reason: 'not-run.no-source' }],
    languages: [
      target(
        document,
        texts,
        corrected.map((version) => version?.text ?? null),
      ),
    ],
  };
}

/** The article with its French source, of which the English lacks "Il neigeait." and changes a number. */
export function withSource(texts: (string | null)[] = spanish): ArticleResult {
  const article = withoutSource();
  const french = read(source, 'fr', ['headline', 'body', 'byline', 'credit']);
  const beads: [number[], number[]][] = [
    [[0], [0]],
    [[1], [1]],
    [[2], []],
    [[3], [2]],
    [[4], [3]],
    [[5], [4]],
  ];
  const pairs = beads.map(([sourceSegments, targetSegments], ordinal): Pair => {
    const given = targetSegments[0] === undefined ? undefined : article.delivered.segments[targetSegments[0]];
    return {
      ordinal,
      sourceLanguage: 'fr',
      targetLanguage: 'en',
      sourceSegments,
      targetSegments,
      source: french.segments[sourceSegments[0] ?? 0]?.text ?? '',
      sourceCodes: [],
      target: given
        ? {
            text: given.text,
            codes: [],
            state: 'translated',
            subState: 'interlinear:given',
            origin: 'given',
            route: 'fr>en',
          }
        : { text: null, codes: [], state: 'initial', route: 'fr>en' },
    };
  });
  const counted = article.delivered.segments[2];
  const at = counted?.text.indexOf('37') ?? 0;
  const number: PlacedFinding = {
    check: 'numbers',
    type: 'numbers',
    severity: 'error',
    side: 'target',
    start: at,
    end: at + 2,
    text: '37',
    suggestions: ['38'],
    message: { key: 'numbers.missing', parameters: { numbers: '38' } },
    document: 'delivered',
    segment: 2,
  };
  const given: LanguageResult = {
    language: 'en',
    kind: 'given',
    sourceLanguage: 'fr',
    pairs,
    findings: [number],
    notRun: [],
    translated: 5,
    of: 6,
  };
  return {
    ...article,
    source: french,
    original: { evidence: 'declared', language: 'fr' },
    notRun: [],
    languages: [given, target(french, texts)],
  };
}

/** An article of one HTML paragraph, with markup around what is corrected. */
export function inHtml(
  input = '<p>In <b>Idleb</b> it <i>snowed.</i> So.</p>\n<nav>Home</nav>',
  wrong = 'Idleb',
  right = 'Idlib Province',
): ArticleResult {
  const document = read(input, 'en', ['body', 'furniture'], html);
  const findings = named(document, wrong, right);
  const corrected = correct(document, findings);
  return { ...withoutSource(), delivered: document, corrected, findings, languages: [] };
}

export function context(article: ArticleResult, more: Partial<OutputContext> = {}): OutputContext {
  return {
    messages: (key, parameters) => `${key}${parameters ? JSON.stringify(parameters) : ''}`,
    interfaceLanguage: 'en',
    createdAt: new Date('2026-02-01T09:30:00Z'),
    toolVersion: '0.1.0',
    articleFormat: article.delivered.format === 'html' ? html : text,
    formats: new Set(['tmx', 'xliff21', 'xliff12', 'jsonl', 'page', 'article', 'report']),
    inputBytes: new TextEncoder().encode(article.delivered.input),
    ...more,
  };
}
