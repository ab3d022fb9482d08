import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApplication } from '../../src/cli/application.ts';
import { readConfig } from '../../src/config.ts';
import type { OutputFile } from '../../src/model/result.ts';
import { openDatabase, type Tables } from '../../src/storage/database.ts';
import { workingDesk } from '../../src/storage/desks.ts';
import { acceptSubmission } from '../../src/storage/jobs.ts';
import { loadOutputs } from '../../src/storage/outputs.ts';
import { here } from '../../workers/compute/threads.ts';
import { termsOf } from '../../workers/context.ts';
import { refreshOutputs } from '../../workers/refresh.ts';
import { LIBRE_KEY } from '../engines/services/libretranslate.ts';
import { root } from '../journeys/interlinear.ts';
import { isBusy } from './busy.ts';
import type { DeskPlace } from './desk.ts';

/** Compiled code is kept where `interlinear` itself keeps it: a process starts in half the time. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

/** A process that lives for seconds: nothing is optimised, and what its start leaves behind is not collected piece by piece. */
const SHORT_LIVED = ['--wasm-tiering-budget=100000000', '--min-semi-space-size=64', '--max-semi-space-size=64'];

/** A worker process in which odd things happen (odd-worker.ts). */
export interface OddWorker {
  child: ChildProcess;
  err(): string;
  /** Once it works. */
  ready: Promise<void>;
  ended: Promise<{ status: number | null; signal: NodeJS.Signals | null }>;
}

/** Settings of a desk whose engine is a service of the test's. */
export function deskSettings(place: DeskPlace, engineUrl: string): Record<string, string> {
  return {
    ...place.settings,
    INTERLINEAR_LIBRETRANSLATE_URL: engineUrl,
    INTERLINEAR_LIBRETRANSLATE_KEY: LIBRE_KEY,
    INTERLINEAR_BATCH_SEGMENTS: '2',
    INTERLINEAR_LOCK_SECONDS: '1',
    INTERLINEAR_ENGINE_TIMEOUT_MS: '2000',
  };
}

export function startOddWorker(settings: Record<string, string>): OddWorker {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [...SHORT_LIVED, 'tests/faults/odd-worker.ts'], {
    cwd: root,
    env: { PATH, HOME, ...compiled, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let err = '';
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended: OddWorker['ended'] = new Promise((resolve) => {
    child.once('close', (status, signal) => resolve({ status, signal }));
  });
  const ready = new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
  return { child, err: () => err, ready, ended };
}

/** Does what is under way, as a worker of this process in which nothing odd happens. */
export async function workHere(settings: Record<string, string>, webhooks = false): Promise<void> {
  const application = await openApplication(readConfig({}, settings), 'worker');
  try {
    const workers = await application.work(() => {});
    const late = Date.now() + 100_000;
    while (await isBusy(application.database.tables, webhooks)) {
      if (Date.now() > late) throw new Error('the work was not over in time');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await workers.stop(1000);
  } finally {
    await application.close();
  }
}

/** Opens a place's database for a moment, while no process has it open. */
export async function within<Result>(
  { settings }: DeskPlace,
  act: (tables: Tables, desk: string) => Promise<Result>,
): Promise<Result> {
  const config = readConfig({}, settings);
  const database = await openDatabase(config, 'test');
  try {
    return await act(database.tables, await workingDesk(database.tables, config.desk, new Date()));
  } finally {
    await database.close();
  }
}

/** Hands articles in, and tells nobody: whoever starts next finds them. @returns the job */
export async function handIn(
  tables: Tables,
  desk: string,
  texts: string[],
  to: string[],
  engine = 'libretranslate',
): Promise<string> {
  const options = {
    ...{ to, from: 'en', engine, formats: ['article'], interfaceLanguage: 'en' },
    ...{ glossaries: [], memories: [] },
  };
  const articles = texts.map((text, number) => ({
    ...{ fileName: `${number}.txt`, name: String(number) },
    input: new TextEncoder().encode(text),
  }));
  return (await acceptSubmission(tables, desk, { options, articles }, new Date())).job;
}

/** The files of an article, as somebody gets them who asks for them now. */
export async function filesOf(tables: Tables, desk: string, article: string): Promise<OutputFile[]> {
  const clock = { now: () => new Date() };
  await refreshOutputs({ tables, terms: termsOf(tables), clock, config: readConfig(), compute: here }, desk, article);
  return loadOutputs(tables, desk, article);
}
