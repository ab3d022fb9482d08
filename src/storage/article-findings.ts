import { createHash } from 'node:crypto';
import type { PlacedFinding } from '../model/finding.ts';
import type { Bead } from '../model/result.ts';
import { type DocumentTexts, documentTexts, type TextRow } from './article-segments.ts';
import type { Tables } from './database.ts';
import { type CheckedTexts, type StoredDismissal, textsKey, withoutDismissed } from './dismissals.ts';
import { dismissalsByTexts } from './dismissed-findings.ts';

/** A finding of an article with what it was made about. */
export interface ArticleFinding {
  id: string;
  /** The version that it was made in; null for the text as it was delivered. */
  version: string | null;
  finding: PlacedFinding;
  texts: CheckedTexts;
  dismissal: StoredDismissal | null;
}

/**
 * Every finding of an article's newest revision: on the text as delivered, then version by version, each with the dismissal that holds for it.
 *
 * @returns undefined where the desk has no such article
 */
export async function articleFindings(
  tables: Tables,
  desk: string,
  article: string,
): Promise<ArticleFinding[] | undefined> {
  const revision = await tables
    .selectFrom('interlinear.revision')
    .select(['id', 'findings', 'beads'])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (!revision) return undefined;
  const versions = await tables
    .selectFrom('interlinear.article_language')
    .select(['language', 'kind', 'findings'])
    .where('revision_id', '=', revision.id)
    .orderBy('id')
    .execute();
  const texts = await documentTexts(tables, desk, revision.id);
  const document = texts.all('source').length > 0 ? 'source' : 'delivered';
  const targets = await targetTexts(tables, revision.id);
  const made: Omit<ArticleFinding, 'dismissal'>[] = (revision.findings ?? []).map((finding) => ({
    id: findingId(null, finding),
    version: null,
    finding,
    texts: {
      source: joined(texts.at(finding.document === 'original' ? 'source' : 'delivered', [finding.segment]), false),
      target: null,
    },
  }));
  for (const { language, kind, findings } of versions)
    for (const finding of findings ?? []) {
      const [segment] = texts.at(document, [finding.segment]);
      const text = segment && targets.get(`${segment.id} ${language}`);
      made.push({
        id: findingId(language, finding),
        version: language,
        finding,
        texts:
          kind === 'given'
            ? givenTexts(finding, revision.beads ?? [], texts)
            : {
                source: joined(segment ? [segment] : [], true),
                target: text === undefined ? null : { text, language },
              },
      });
    }
  const keys = made.map((one) => textsKey(one.texts));
  const dismissals = await dismissalsByTexts(tables, desk, keys);
  return made.map((one, index) => {
    const here = dismissals.get(keys[index] ?? '') ?? [];
    return { ...one, dismissal: withoutDismissed([one.finding], here).dismissed[0]?.dismissal ?? null };
  });
}

async function targetTexts(tables: Tables, revision: string): Promise<Map<string, string>> {
  const rows = await tables
    .selectFrom('interlinear.translation as translation')
    .innerJoin('interlinear.segment as segment', 'segment.id', 'translation.segment_id')
    .select(['translation.segment_id as segment', 'translation.language', 'translation.text'])
    .where('segment.revision_id', '=', revision)
    .where('translation.text', 'is not', null)
    .execute();
  return new Map(rows.map(({ segment, language, text }) => [`${segment} ${language}`, text ?? '']));
}

/** Both sides of the bead in which a finding of a given version stands. */
function givenTexts({ document, segment }: PlacedFinding, beads: Bead[], texts: DocumentTexts): CheckedTexts {
  const side = document === 'original' ? 'source' : 'target';
  const bead = beads.find((one) => one[side].includes(segment)) ?? { source: [], target: [], [side]: [segment] };
  return {
    source: joined(texts.at('source', bead.source), false),
    target: joined(texts.at('delivered', bead.target), false),
  };
}

/** Segments as one text, as pairs have them. */
export function joined(rows: TextRow[], corrected: boolean): { text: string; language: string } | null {
  const [first] = rows;
  if (!first) return null;
  const text = rows
    .map(
      (row, index) => (corrected ? (row.corrected ?? row.text) : row.text) + (rows[index + 1] ? row.after || ' ' : ''),
    )
    .join('');
  return { text, language: first.language };
}

/** The same finding has the same id for as long as it stands where it stands. */
export function findingId(version: string | null, finding: PlacedFinding): string {
  const { document, segment, check, message, side, start, end, text } = finding;
  return createHash('sha256')
    .update(JSON.stringify([version, document, segment, check, message.key, side, start, end, text]))
    .digest('base64url')
    .slice(0, 22);
}
