import { Type } from 'typebox';
import { messagesIn } from '../../i18n.ts';
import { editShare } from '../../memory/post-edit.ts';
import { InterlinearError } from '../../model/errors.ts';
import { mqmPoints, mqmSeverities } from '../../model/review.ts';
import { deskSettings } from '../../storage/desks.ts';
import { findingCounts, type PostEdit, postEdits, rejectionCounts } from '../../storage/quality.ts';
import { callerOf } from '../caller.ts';
import { requestLanguage } from '../problem.ts';
import type { Routes } from '../routes.ts';
import { dateOf, instant, languageOf, orNull } from '../shapes.ts';

/** Confirmed targets that are looked at, the newest ones: their texts are compared one by one. */
const MOST_EDITS = 10_000;
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 732;

const row = { period: Type.String({ format: 'date' }), language: orNull(Type.String()), engine: orNull(Type.String()) };

/** `GET /v1/quality`: what checks find and reviewers reject, and how much of machines' texts people change. */
export const quality: Routes = (server, service) => {
  const { tables } = service.database;
  server.get(
    '/v1/quality',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['review'],
        operationId: 'showQuality',
        summary: 'Findings, rejections, edits and time, by engine and over time',
        description:
          'Findings are those that the versions worked on in a period have now. `edited` is the part of the characters of machines’ texts that ' +
          'people changed (edit distance by the longer length, 0 to 1). Time counts where the desk measured it. Periods begin in the desk’s time zone.',
        querystring: Type.Object({
          from: Type.Optional({ ...instant, description: 'Default: 30 days before the end.' }),
          to: Type.Optional({ ...instant, description: 'Default: now.' }),
          by: Type.Enum(['day', 'week', 'month'] as const, { default: 'day' }),
          language: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })),
        }),
        response: {
          200: Type.Object({
            from: instant,
            to: instant,
            findings: Type.Array(
              Type.Object({
                ...row,
                check: Type.String(),
                title: Type.String(),
                severity: Type.String(),
                findings: Type.Integer(),
              }),
            ),
            rejections: Type.Array(
              Type.Object({
                ...row,
                category: orNull(Type.String()),
                severity: orNull(Type.Enum(mqmSeverities)),
                rejections: Type.Integer(),
                points: Type.Integer({ description: 'MQM penalty points.' }),
              }),
            ),
            edits: Type.Array(
              Type.Object({
                ...row,
                segments: Type.Integer(),
                words: Type.Integer(),
                edited: orNull(Type.Number()),
                untouched: Type.Integer({ description: 'Segments whose machine text was confirmed as it was.' }),
                secondsPerWord: orNull(Type.Number()),
                timedWords: Type.Integer(),
              }),
            ),
            complete: Type.Boolean({ description: 'False where only the newest confirmed targets were looked at.' }),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { by } = request.query;
      const to = dateOf(request.query.to, 'to') ?? service.clock.now();
      const from = dateOf(request.query.from, 'from') ?? new Date(to.getTime() - DEFAULT_DAYS * DAY_MS);
      if (from >= to || to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
        throw new InterlinearError('quality.range', { days: MOST_DAYS });
      const { timeZone } = await deskSettings(tables, desk);
      const language = languageOf(request.query.language);
      const range = { from, to, by, timeZone, ...(language !== undefined ? { language } : {}) };
      const [findings, rejections, edits] = [
        await findingCounts(tables, desk, range),
        await rejectionCounts(tables, desk, range),
        await postEdits(tables, desk, range, MOST_EDITS + 1),
      ];
      const messages = messagesIn(requestLanguage(request));
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        findings: findings.map((one) => ({ ...one, title: messages(`findings:check.${one.check}`) })),
        rejections: rejections.map((one) => ({
          ...one,
          points: one.severity ? mqmPoints[one.severity] * one.rejections : 0,
        })),
        edits: summed(edits.slice(0, MOST_EDITS)),
        complete: edits.length <= MOST_EDITS,
      };
    },
  );
};

/** Edits by period, language and engine. */
function summed(edits: PostEdit[]) {
  const groups = Map.groupBy(edits, ({ period, language, engine }) => JSON.stringify([period, language, engine]));
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { period, language, engine } = group[0] as PostEdit;
      const shares = group.flatMap(({ machine, confirmed }) =>
        machine === null ? [] : [editShare(machine, confirmed)],
      );
      const timed = group.filter(({ milliseconds }) => milliseconds !== null);
      const timedWords = timed.reduce((sum, { words }) => sum + words, 0);
      const seconds = timed.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0) / 1000;
      return {
        ...{ period, language, engine },
        segments: group.length,
        words: group.reduce((sum, { words }) => sum + words, 0),
        edited: shares.length > 0 ? rounded(shares.reduce((sum, share) => sum + share, 0) / shares.length) : null,
        untouched: shares.filter((share) => share === 0).length,
        secondsPerWord: timedWords > 0 ? rounded(seconds / timedWords) : null,
        timedWords,
      };
    });
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
