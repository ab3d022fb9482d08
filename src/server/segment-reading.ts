import type { FastifyRequest } from 'fastify';
import type { InlineCode } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import { identified } from '../model/finding-id.ts';
import type { Terms } from '../model/term.ts';
import type { Pair } from '../model/translation.ts';
import { actorNames } from '../storage/actor-names.ts';
import { type CommentCounts, commentCounts } from '../storage/annotations.ts';
import { documentTexts, type SegmentRow, type VersionHead, versionHead } from '../storage/article-segments.ts';
import { dismissalsAmong, type StoredDismissal, withoutDismissed } from '../storage/dismissals.ts';
import { type MachineText, machineTexts } from '../storage/machine-texts.ts';
import { constraintsFor } from '../terminology/constraints.ts';
import { callerOf } from './caller.ts';
import { findingAnswer } from './finding-answers.ts';
import { lateTerms } from './late-terms.ts';
import type { Service } from './service.ts';
import { languageOf } from './shapes.ts';

/** The findings of a segment: those that are open, and those that a reviewer let stand for the texts as they are. */
export interface SortedFindings {
  open: PlacedFinding[];
  dismissed: { finding: PlacedFinding; dismissal: StoredDismissal }[];
}

/** Reads language versions as routes answer with them, and checks what somebody wants to write. */
export type SegmentReading = ReturnType<typeof segmentReading>;

export function segmentReading(service: Service) {
  const { tables } = service.database;
  const terms = lateTerms(tables);

  /** The version that a request's address names. @throws InterlinearError `not-found.language` {id, language} */
  async function head(request: FastifyRequest): Promise<VersionHead> {
    const { id: article, language } = request.params as { id: string; language: string };
    return headOf(callerOf(request).desk, article, language);
  }

  async function headOf(desk: string, article: string, language: string): Promise<VersionHead> {
    const found = await versionHead(tables, desk, article, languageOf(language));
    if (!found) throw new InterlinearError('not-found.language', { id: article, language });
    return found;
  }

  async function termsOfVersion({ options, day }: VersionHead, desk: string): Promise<Terms> {
    // The stages are read when somebody asks: a start need not wait for them.
    const { termsFor } = await import('../../workers/context.ts');
    return termsFor({ terms, clock: service.clock }, desk, options, day ?? undefined);
  }

  /** What the checks say of targets as somebody wants to have them; the terms and the names of the article are looked up once. */
  async function checker(desk: string, version: VersionHead) {
    const tools = await termsOfVersion(version, desk);
    const texts = await documentTexts(tables, desk, version.revision);
    const { checkSegment } = await import('../pipeline/complete.ts');
    const { namedIn } = await import('../terminology/gazetteer/aliases.ts');
    const mentioned = new Set(texts.all(version.document).flatMap((one) => namedIn(one.text, one.language)));
    const document = version.document === 'source' ? ('original' as const) : ('delivered' as const);
    return (row: SegmentRow, text: string, codes: InlineCode[]): PlacedFinding[] => {
      const pair: Pair = {
        ordinal: 0,
        sourceLanguage: row.language,
        targetLanguage: version.language,
        sourceSegments: [row.ordinal],
        targetSegments: [],
        source: row.text,
        sourceCodes: row.codes,
        target: { text, codes, state: 'translated', origin: 'human', route: `${row.language}>${version.language}` },
      };
      const about = {
        source: { text: row.text, language: row.language },
        target: { text, language: version.language },
      };
      return checkSegment(pair, row.role, tools, mentioned).map((finding) =>
        identified<PlacedFinding>(
          finding.side === 'source'
            ? { ...finding, document, segment: row.ordinal }
            : { ...finding, document: 'translation', language: version.language, segment: row.ordinal },
          about,
        ),
      );
    };
  }

  /** The findings of rows, those that a reviewer dismissed for the texts as they are apart. */
  async function sortedFindings(desk: string, rows: SegmentRow[], { kind, findings }: VersionHead) {
    if (kind === 'given') return (): SortedFindings => ({ open: [], dismissed: [] });
    const ordinals = new Set(rows.map(({ ordinal }) => ordinal));
    const here = findings.filter(({ segment }) => ordinals.has(segment));
    // What was stored before findings knew their texts has never been dismissed.
    const known = here.filter(({ texts }) => texts !== undefined);
    const { dismissed } = withoutDismissed(known, await dismissalsAmong(tables, desk, known));
    const said = new Set<PlacedFinding>(dismissed.map(({ finding }) => finding));
    const open = Map.groupBy(
      here.filter((finding) => !said.has(finding)),
      ({ segment }) => segment,
    );
    const aside = Map.groupBy(dismissed, ({ finding }) => finding.segment);
    return ({ ordinal }: SegmentRow): SortedFindings => ({
      open: open.get(ordinal) ?? [],
      dismissed: aside.get(ordinal) ?? [],
    });
  }

  /**
   * Rows as answers show them.
   *
   * @param wishes.dismissed whether findings that were dismissed are shown, too
   */
  async function answers(
    request: FastifyRequest,
    version: VersionHead,
    rows: SegmentRow[],
    wishes: { dismissed: boolean },
  ): Promise<(row: SegmentRow) => ReturnType<typeof answerOf>> {
    const { desk } = callerOf(request);
    const { id: article } = request.params as { id: string };
    const tools = await termsOfVersion(version, desk);
    const sorted = await sortedFindings(desk, rows, version);
    const comments = await commentCounts(tables, desk, article, version.language);
    const dismissers = rows.flatMap((row) => sorted(row).dismissed.map(({ dismissal }) => dismissal.actor));
    const confirmers = rows.map(({ target }) => target?.confirmedBy);
    const names = await actorNames(tables, desk, [...confirmers, ...dismissers]);
    // Where the target is the machine's own text there is nothing to look up: on a fresh article, in all of them.
    const edited = rows.filter(({ target }) => target && target.origin !== 'mt').map((row) => row.id);
    const machines =
      version.kind === 'given'
        ? new Map<string, MachineText>()
        : await machineTexts(tables, desk, version.language, edited);
    return (row) => {
      const { open, dismissed } = sorted(row);
      return answerOf(
        row,
        version,
        { open, dismissed: wishes.dismissed ? dismissed : [] },
        tools,
        { comments, names, machines },
        request,
      );
    };
  }

  return { head, headOf, checker, sortedFindings, answers, termsOfVersion };
}

function answerOf(
  row: SegmentRow,
  version: VersionHead,
  { open, dismissed }: SortedFindings,
  { findTerms, concepts, findNames }: Terms,
  {
    comments,
    names,
    machines,
  }: { comments: Map<string, CommentCounts>; names: Map<string, string>; machines: Map<string, MachineText> },
  request: FastifyRequest,
) {
  const { target } = row;
  return {
    id: version.kind === 'given' ? null : row.id,
    ordinal: row.ordinal,
    role: row.role,
    source: { language: row.language, text: row.text, codes: row.codes },
    target:
      target === null
        ? null
        : {
            text: target.text,
            codes: target.codes,
            state: target.state,
            subState: target.subState ?? null,
            origin: target.origin ?? null,
            route: target.route,
            engine: target.engine ?? null,
            score: target.score ?? null,
            match: target.match?.kind ?? null,
            confirmedBy: target.confirmedBy ?? null,
            confirmedByName: names.get(target.confirmedBy ?? '') ?? null,
            unknownWords: target.unknownWords ?? [],
            alignment: target.alignment ?? [],
            matches: target.matches ?? [],
            version: target.version,
            updatedAt: target.updatedAt.toISOString(),
          },
    machine: machines.get(row.id) ?? null,
    terms: constraintsFor(row.text, row.language, version.language, findTerms, concepts, findNames).map((term) => ({
      ...term,
      outcome: target?.terms?.find(({ concept }) => concept === term.concept)?.outcome ?? null,
    })),
    findings: open.map((finding) => findingAnswer(finding, version.language, request)),
    dismissed: dismissed.map(({ finding, dismissal: { id, reason, actor, at } }) => ({
      ...findingAnswer(finding, version.language, request),
      dismissed: { id, reason, actor, actorName: names.get(actor) ?? null, at: at.toISOString() },
    })),
    comments: comments.get(row.id) ?? { open: 0, all: 0 },
  };
}
