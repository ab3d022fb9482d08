import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode, Role } from '../model/article.ts';
import { codesFrom } from '../model/codes.ts';
import { InterlinearError } from '../model/errors.ts';
import type { SegmentState } from '../model/translation.ts';
import { treatmentOf } from '../model/treatment.ts';
import { batchArticle } from './batch-article.ts';
import type { Tables } from './database.ts';
import { ownMemory } from './memories.ts';
import { addUnits, type TextMeasure } from './memory-units.ts';
import { decideTarget, storeTargets } from './targets.ts';
import { embargoProperties } from './unit-embargoes.ts';

/** What a person decided about one target. */
export interface Confirmation {
  segment: string;
  language: string;
  text: string;
  codes: InlineCode[];
  state: Exclude<SegmentState, 'initial'>;
  by: string;
  /** Why, and how long they worked on it, for its history. */
  reason?: string;
  milliseconds?: number;
  /** Whether equal segments are left as they are. */
  alone?: boolean;
}

/** What came of a confirmation. */
export interface Confirmed {
  /** How many equal segments of the article, which nobody had touched, were filled with the same target. */
  propagated: number;
  /** Their ids. */
  propagatedTo: string[];
}

const acts = { translated: 'confirm', reviewed: 'review', final: 'finalize' } as const;

/**
 * A person confirms a target. In one transaction: the target with its state and name, the audit row, the unit with its context in the
 * desk's own memory, where the next article finds it, and the equal segments of the same article that nobody has touched.
 *
 * @throws InterlinearError `segment.gone` when the segment does not exist on this desk
 */
export async function confirmTarget(
  tables: Tables,
  desk: string,
  confirmation: Confirmation,
  sourceLanguage: string,
  measure: TextMeasure,
  now: Date,
): Promise<Confirmed> {
  const memory = await ownMemory(tables, desk, now);
  return tables
    .transaction()
    .execute((transaction) => confirmWithin(transaction, desk, memory, confirmation, sourceLanguage, measure, now));
}

/** As confirmTarget, inside of a transaction that does more. @param memory the desk's own */
export async function confirmWithin(
  transaction: Tables,
  desk: string,
  memory: string,
  confirmation: Confirmation,
  sourceLanguage: string,
  measure: TextMeasure,
  now: Date,
): Promise<Confirmed> {
  const segment = await loadSegment(transaction, desk, confirmation.segment);
  if (!segment) throw new InterlinearError('segment.gone', { segment: confirmation.segment });
  const before = await transaction
    .selectFrom('interlinear.translation')
    .select(['text', 'state', 'route'])
    .where('segment_id', '=', segment.id)
    .where('language', '=', confirmation.language)
    .executeTakeFirst();
  const route = before?.route ?? `${sourceLanguage}>${confirmation.language}`;
  const { text: target, codes: targetCodes, state, by, language } = confirmation;
  const decided = { text: target, codes: targetCodes, state, origin: 'human' as const, confirmedBy: by, route };
  const { reason, milliseconds } = confirmation;
  await decideTarget(transaction, desk, language, segment.id, decided, now, {
    act: acts[state],
    actor: by,
    ...(reason !== undefined ? { reason } : {}),
    ...(milliseconds !== undefined ? { milliseconds } : {}),
  });
  await transaction
    .insertInto('interlinear.audit')
    .values({
      id: newId(),
      desk_id: desk,
      actor: confirmation.by,
      act: 'target.confirm',
      subject: segment.id,
      before: before ? JSON.stringify(before) : null,
      after: JSON.stringify({ text: confirmation.text, state: confirmation.state, language: confirmation.language }),
      at: now,
    })
    .execute();
  const text = segment.corrected ?? segment.text;
  const codes = segment.corrected === null ? segment.codes : segment.corrected_codes;
  const embargoes = (await batchArticle(transaction, segment.revision_id))?.embargoes ?? [];
  const context = await contextOf(transaction, segment, measure);
  await addUnits(
    transaction,
    memory,
    [
      {
        origin: 'human',
        status: confirmation.state,
        author: confirmation.by,
        createdAt: now,
        article: segment.article,
        ...embargoProperties(embargoes),
        variants: [
          { language: sourceLanguage, text, codes, ...context },
          { language: confirmation.language, text: confirmation.text, codes: confirmation.codes },
        ],
      },
    ],
    measure,
    { latest: true },
  );
  if (confirmation.alone) return { propagated: 0, propagatedTo: [] };
  const propagatedTo = await propagate(transaction, desk, segment, confirmation, { text, codes }, route, now);
  return { propagated: propagatedTo.length, propagatedTo };
}

async function loadSegment(tables: Tables, desk: string, id: string) {
  return tables
    .selectFrom('interlinear.segment as segment')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'segment.revision_id')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select([
      'segment.id',
      'segment.revision_id',
      'segment.document',
      'segment.ordinal',
      'segment.text',
      'segment.codes',
      'segment.corrected',
      'segment.corrected_codes',
      'article.file_name as article',
      roleIn('segment', 'revision').as('role'),
    ])
    .where('segment.desk_id', '=', desk)
    .where('segment.id', '=', id)
    .executeTakeFirst();
}

/** The role of a segment's block, which stands in the document that the revision holds. */
function roleIn(segment: string, revision: string) {
  const at = sql`ARRAY['blocks', ${sql.ref(`${segment}.block`)}::text, 'role']`;
  return sql<Role | null>`CASE ${sql.ref(`${segment}.document`)}
    WHEN 'source' THEN ${sql.ref(`${revision}.source`)} #>> ${at} ELSE ${sql.ref(`${revision}.delivered`)} #>> ${at} END`;
}

type LoadedSegment = NonNullable<Awaited<ReturnType<typeof loadSegment>>>;

/** Hashes of the source texts before and after a segment, `''` where there is none or it is left out, and the role of its block. */
async function contextOf(
  tables: Tables,
  segment: LoadedSegment,
  measure: TextMeasure,
): Promise<{ previous: string; next: string; role?: Role }> {
  const neighbours = await tables
    .selectFrom('interlinear.segment')
    .select(['ordinal', 'corrected'])
    .where('revision_id', '=', segment.revision_id)
    .where('document', '=', segment.document)
    .where('ordinal', 'in', [segment.ordinal - 1, segment.ordinal + 1])
    .execute();
  const keyAt = (ordinal: number) => {
    const text = neighbours.find((neighbour) => neighbour.ordinal === ordinal)?.corrected;
    return text ? measure.key(text) : '';
  };
  return {
    previous: keyAt(segment.ordinal - 1),
    next: keyAt(segment.ordinal + 1),
    ...(segment.role ? { role: segment.role } : {}),
  };
}

/**
 * Fills the equal segments of the same article: the same text and codes, translated into the same language, not touched by a person (no
 * state above `initial`, no name, no rejection) and not kept as they are by rule. A target that lacks a code of its source, or has one
 * more, fills none. @returns which ones
 */
async function propagate(
  transaction: Tables,
  desk: string,
  segment: LoadedSegment,
  confirmation: Confirmation,
  source: { text: string; codes: InlineCode[] },
  route: string,
  now: Date,
): Promise<string[]> {
  const equal = await transaction
    .selectFrom('interlinear.segment as segment')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'segment.revision_id')
    .select(['segment.id', 'segment.corrected_codes as codes', roleIn('segment', 'revision').as('role')])
    .where('segment.revision_id', '=', segment.revision_id)
    .where('segment.document', '=', segment.document)
    .where('segment.id', '<>', segment.id)
    .where('segment.corrected', '=', source.text)
    .execute();
  const wanted = JSON.stringify(shapeOf(source.codes));
  const targets = equal
    .filter(
      ({ role, codes }) => treatmentOf(role ?? 'body') === 'translate' && JSON.stringify(shapeOf(codes)) === wanted,
    )
    .flatMap(({ id, codes }) => {
      const own = codesFrom(codes, source.codes, confirmation.codes);
      return own ? [{ id, own }] : [];
    })
    .map(({ id, own }) => ({
      segment: id,
      propagatedFrom: segment.id,
      target: {
        text: confirmation.text,
        codes: own,
        state: 'initial' as const,
        subState: 'interlinear:exact' as const,
        origin: 'memory' as const,
        route,
        score: 100,
        match: { kind: 'exact' as const, base: 100, penalties: [], differences: [], repairs: [] },
      },
    }));
  const change = { act: 'propagate' as const, actor: confirmation.by };
  return [...(await storeTargets(transaction, desk, confirmation.language, targets, now, change))];
}

/** Codes as far as they are the same in every segment: ids are numbered anew. */
function shapeOf(codes: InlineCode[]): unknown[] {
  return codes.map(({ kind, at, data }) => [kind, at, data]);
}
