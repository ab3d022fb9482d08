import { spawn } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import { root } from '../journeys/interlinear.ts';
import { setUps } from './desk.ts';
import { compiled } from './odd.ts';

vi.setConfig({ testTimeout: 180_000 });

/** A process that accepts three articles, says so, and is killed before it does anything else. */
const accepting = `
  import { openApplication } from './src/cli/application.ts';
  import { readConfig } from './src/config.ts';
  import { acceptSubmission } from './src/storage/jobs.ts';
  const application = await openApplication(readConfig(), 'test');
  const options = { to: ['es', 'fr'], from: 'en', engine: 'double', formats: ['article'], interfaceLanguage: 'en', glossaries: [], memories: [] };
  const articles = [1, 2, 3].map((number) => ({
    fileName: number + '.txt', name: String(number), input: new TextEncoder().encode('The mayor opened bridge ' + number + '.'),
  }));
  const { job } = await acceptSubmission(application.database.tables, application.desk, { options, articles }, new Date());
  process.stdout.write(job + '\\n');
  setInterval(() => {}, 1000);
`;

function accepted(settings: Record<string, string>): Promise<string> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', accepting], {
    cwd: root,
    env: { PATH, HOME, ...compiled, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let job = '';
    child.stdout.once('data', (chunk) => {
      job = String(chunk).trim();
      child.kill('SIGKILL');
    });
    child.once('close', () => (job === '' ? reject(new Error('nothing was accepted')) : resolve(job)));
  });
}

// The answer over HTTP (202) is given behind the same acceptance: where it is asked for over HTTP, the process to kill is `interlinear serve`.
describe.each(setUps)('on $name', ({ missing, place: placeOf }) => {
  test.skipIf(missing)(
    `promise 1: what was accepted is done, although the process was killed at once and the queue lost everything${missing ? ` (${missing})` : ''}`,
    async () => {
      const place = await placeOf();
      try {
        const job = await accepted(place.settings);
        await place.loseQueue();
        const desk = await place.open();
        const articles = await desk.over(job, 60_000);
        expect(articles.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
        // Each text was asked for once a language.
        expect(desk.asked).toHaveLength(6);
        expect(await desk.jobStatus(job)).toBe('done');
        await desk.close();
      } finally {
        await place.remove();
      }
    },
  );
});
