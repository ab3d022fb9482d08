import { expect } from 'vitest';
import type { Tables } from '../../src/storage/database.ts';
import { eventsAfter } from '../../src/storage/events.ts';
import { jobProgress } from '../../src/storage/jobs.ts';
import { libretranslateService } from '../engines/services/libretranslate.ts';
import type { DeskPlace } from './desk.ts';
import { deskSettings, filesOf, handIn, startOddWorker, within, workHere } from './odd.ts';

/** What ends each stage of an article, in the order of its way, and the replies of engines between them. */
export const steps = [
  'article.segmented',
  'language.started',
  'reply',
  'language.progress',
  'language.done',
  'article.done',
] as const;

const towns = [11, 12, 13, 14, 15];
const languages = ['es', 'fr'];

/**
 * One article on its way through the stages; whoever works on it is killed at each of the points in turn, and another one goes on. In the end
 * it is whole, nothing was done twice, and nothing that was recorded was paid twice.
 *
 * @param points such as `after language.done`
 */
export async function killedAtEach(place: DeskPlace, points: string[]): Promise<void> {
  const engine = await libretranslateService();
  try {
    const settings = deskSettings(place, engine.url);
    const text = towns.map((town) => `The mayor of town ${town} opened the bridge.`).join('\n\n');
    const job = await within(place, (tables, desk) => handIn(tables, desk, [text], languages));
    for (const point of points) {
      const worker = startOddWorker({ ...settings, DIE_AT: point });
      expect(await worker.ended, `${point}: ${worker.err()}`).toMatchObject({ signal: 'SIGKILL' });
    }
    await workHere(settings);

    await within(place, async (tables, desk) => {
      const [article] = await jobProgress(tables, desk, job);
      expect(article).toMatchObject({ status: 'done' });
      const outputs = await filesOf(tables, desk, article?.id as string);
      for (const language of languages) {
        const file = outputs.find(({ name }) => name === `0.${language}.txt`);
        const made = Buffer.from(file?.content ?? []).toString();
        expect(made.match(/TOWN \d+/g)).toEqual(towns.map((town) => `TOWN ${town}`));
      }
      const kinds = (await eventsAfter(tables, { job, limit: 1000 })).map(({ kind }) => kind);
      const count = (kind: string) => kinds.filter((one) => one === kind).length;
      // Three batches a language, and each step is told of once.
      expect(steps.filter((step) => step !== 'reply').map(count)).toEqual([1, 2, 6, 2, 1]);
      expect(count('job.done')).toBe(1);
      const targets = await tables.selectFrom('interlinear.translation').select(['version']).execute();
      expect(targets.map(({ version }) => version)).toEqual(Array(towns.length * languages.length).fill(1));

      const recorded = await tables
        .selectFrom('interlinear.engine_call')
        .select(['target_language as language', 'reply', 'answered_at as at'])
        .execute();
      expect(recorded).toHaveLength(towns.length * languages.length);
      const answered = new Map(
        recorded.map(({ language, reply, at }) => [`${language} ${townIn((reply as { text: string }).text)}`, at]),
      );
      const again = engine.received.flatMap(({ body }, call) => {
        const { q, target } = body as { q: string[]; target: string };
        return q
          .map((asked) => `${target} ${townIn(asked)}`)
          .filter((one) => (engine.times[call] as number) > (answered.get(one)?.getTime() ?? 0));
      });
      expect(again).toEqual([]);
    });
  } finally {
    await engine.close();
  }
}

/**
 * Small articles, which one worker reads, translates and checks in one go: each time it is killed at a point of that, and another one goes on.
 * In the end each is whole, each of its steps was told of once, and nothing that was recorded was paid twice.
 */
export async function killedOnTheStraightWay(place: DeskPlace, points: string[]): Promise<void> {
  const engine = await libretranslateService();
  try {
    const settings = { ...deskSettings(place, engine.url), INTERLINEAR_BATCH_SEGMENTS: '32' };
    for (const [index, point] of points.entries()) {
      const text = towns.map((town) => `The mayor of town ${index}${town} opened the bridge.`).join('\n\n');
      const job = await within(place, (tables, desk) => handIn(tables, desk, [text], languages));
      const worker = startOddWorker({ ...settings, DIE_AT: point });
      expect(await worker.ended, `${point}: ${worker.err()}`).toMatchObject({ signal: 'SIGKILL' });
      const recorded = await within(place, repliesOf);
      const asked = engine.received.length;
      await workHere(settings);
      await within(place, async (tables, desk) => {
        const [article] = await jobProgress(tables, desk, job);
        expect(article, point).toMatchObject({ status: 'done' });
        for (const language of languages) {
          const outputs = await filesOf(tables, desk, article?.id as string);
          const made = Buffer.from(outputs.find(({ name }) => name === `0.${language}.txt`)?.content ?? []).toString();
          expect(made.match(/TOWN \d+/g)).toEqual(towns.map((town) => `TOWN ${index}${town}`));
        }
        const kinds = (await eventsAfter(tables, { job, limit: 1000 })).map(({ kind }) => kind);
        const count = (kind: string) => kinds.filter((one) => one === kind).length;
        expect(steps.filter((step) => step !== 'reply').map(count), point).toEqual([1, 2, 2, 2, 1]);
        expect(count('job.done')).toBe(1);
      });
      const again = engine.received.slice(asked).flatMap(({ body }) => {
        const { q, target } = body as { q: string[]; target: string };
        return q.map((text) => `${target} ${townIn(text)}`).filter((one) => recorded.has(one));
      });
      expect(again, point).toEqual([]);
    }
  } finally {
    await engine.close();
  }
}

/** The languages and towns of the replies that the ledger has. */
async function repliesOf(tables: Tables): Promise<Set<string>> {
  const rows = await tables
    .selectFrom('interlinear.engine_call')
    .select(['target_language as language', 'reply'])
    .where('reply', 'is not', null)
    .execute();
  return new Set(rows.map(({ language, reply }) => `${language} ${townIn((reply as { text: string }).text)}`));
}

const townIn = (text: string) => /town (\d+)/i.exec(text)?.[1];
