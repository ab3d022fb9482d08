import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { InterlinearError, storedError, TransientError } from '../../model/errors.ts';
import type { Call } from '../command.ts';
import { labelled, sentence } from '../sentence.ts';
import type { Client } from './client.ts';
import { isArticle, packed } from './gathering.ts';
import { failureText } from './job-report.ts';
import { safeName, saveOutputs } from './outputs.ts';
import type { JobArticle } from './shapes.ts';
import type { SentWishes } from './wishes.ts';

/** A file has stopped growing when it has been the same for so long. */
const STILL_MS = 2000;

/** What a drop folder works with. */
export interface DropFolderOptions {
  call: Call;
  client: Client;
  folder: string;
  /** Where what comes out goes, a folder an article. */
  out: string;
  wishes: SentWishes;
  limitMegabytes: number;
  now?: () => number;
}

/** A file that lies in the folder. */
interface Lying {
  /** Size and time of its last change. */
  mark: string;
  /** Since when it is so, in milliseconds. */
  since: number;
  job?: string;
}

/**
 * A folder into which articles are put. A file that has stopped growing becomes a job of its own and stays where it is meanwhile. When
 * the job is over, it moves to `done` or `failed`; beside a failed one stands the reason. Nothing is remembered here: after a restart the
 * same files make the same requests, and the service knows them by their keys.
 */
export class DropFolder {
  readonly #options: DropFolderOptions;
  readonly #lying = new Map<string, Lying>();
  readonly #told = new Set<string>();

  constructor(options: DropFolderOptions) {
    this.#options = options;
  }

  /**
   * Looks once: submits what is new, moves what is over.
   *
   * @returns `idle` when nothing lies there any more that is an article; whether something failed in this round
   */
  async look(): Promise<{ idle: boolean; failed: boolean }> {
    const { folder, now = Date.now } = this.#options;
    const names = this.#articles();
    for (const name of this.#lying.keys()) if (!names.includes(name)) this.#lying.delete(name);
    let failed = false;
    for (const name of names) {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      if (!stat) continue;
      const mark = `${stat.size} ${stat.mtimeMs}`;
      const known = this.#lying.get(name);
      // One that changes after it was submitted is another one.
      if (known?.mark !== mark) {
        this.#lying.set(name, { mark, since: now() });
        continue;
      }
      if (known.job === undefined && now() - known.since < STILL_MS) continue;
      try {
        const over = await this.#advance(name, known);
        if (over === 'failed') failed = true;
      } catch (error) {
        // Refused for good is the file's own matter; a service that is away is not.
        if (!isRefusal(error)) throw error;
        this.#fail(name, sentence(storedError(error), this.#options.call.messages, name));
        failed = true;
      }
    }
    return { idle: this.#lying.size === 0, failed };
  }

  #articles(): string[] {
    const { folder, call } = this.#options;
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
    for (const name of files) {
      if (isArticle(name) || this.#told.has(name)) continue;
      this.#told.add(name);
      call.note(call.messages('cli:watch.passed-over', { file: name }));
    }
    return files.filter(isArticle);
  }

  async #advance(name: string, lying: Lying): Promise<'running' | 'done' | 'failed'> {
    const { client, call, folder, out, wishes, limitMegabytes } = this.#options;
    if (lying.job === undefined) {
      const { key, lines } = packed([{ path: join(folder, name), shown: name }], wishes, limitMegabytes);
      const { id, repeated } = await client.submit(lines, key);
      lying.job = id;
      this.#tell('submitted', name, { job: id, repeated });
    }
    const { status } = await client.job(lying.job);
    if (status === 'running') return 'running';
    const articles: JobArticle[] = [];
    for await (const article of client.articles(lying.job)) articles.push(article);
    for (const article of articles)
      if (article.status === 'done' || article.status === 'partial')
        await saveOutputs(client, article.id, ownFolder(join(out, safeName(article.name)), lying.job));
    // What was written meanwhile stays for the next look.
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    if (!stat || `${stat.size} ${stat.mtimeMs}` !== lying.mark) return 'running';
    if (status === 'done') {
      this.#move(name, 'done');
      this.#tell('done', name, { job: lying.job });
      return 'done';
    }
    const reasons = articles.flatMap(({ error, languages }) => [error, ...languages.map((one) => one.error)]);
    const texts = [...new Set(reasons.filter((one) => one !== null).map(failureText))];
    this.#fail(name, texts.join('\n') || call.messages(`cli:job.${status}`), lying.job);
    return 'failed';
  }

  #fail(name: string, reason: string, job?: string): void {
    writeFileSync(`${this.#move(name, 'failed')}.reason.txt`, `${reason}\n`);
    this.#tell('failed', name, { reason, ...(job !== undefined ? { job } : {}) });
  }

  /** @returns where it is now */
  #move(name: string, to: 'done' | 'failed'): string {
    const { folder } = this.#options;
    const path = freePath(join(folder, to, name));
    renameSync(join(folder, name), path);
    this.#lying.delete(name);
    return path;
  }

  #tell(what: 'submitted' | 'done' | 'failed', file: string, more: Record<string, string | boolean>): void {
    const { call } = this.#options;
    if (call.values.json) {
      call.out(JSON.stringify({ event: what, file, ...more }));
      return;
    }
    const text = call.messages(`cli:watch.${what}`, { ...more, reason: String(more.reason ?? '') });
    (what === 'failed' ? call.note : call.out)(labelled(file, text, call.interfaceLanguage));
  }
}

/** Whether the service will never take it as it is. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof InterlinearError &&
    !(error instanceof TransientError) &&
    /^(input|submission|request\.conflict)/.test(error.code)
  );
}

/** Names the job in a folder of outputs. */
const JOB_FILE = '.interlinear-job';

/** The folder for what a job brings: its own, also after an interruption, and never that of another job. */
function ownFolder(path: string, job: string): string {
  let own = path;
  for (let number = 2; existsSync(own) && jobIn(own) !== job; number++) own = `${path}-${number}`;
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, JOB_FILE), job);
  return own;
}

function jobIn(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, JOB_FILE), 'utf8');
  } catch {
    return undefined;
  }
}

/** A path that nothing has yet: `story-2.txt` where there is a `story.txt`. */
function freePath(path: string): string {
  const extension = extname(path);
  let free = path;
  for (let number = 2; existsSync(free); number++)
    free = `${path.slice(0, path.length - extension.length)}-${number}${extension}`;
  return free;
}
