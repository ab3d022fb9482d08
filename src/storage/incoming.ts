import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { type SubmittedArticle, storeAccepted } from './accepted-articles.ts';
import type { Tables } from './database.ts';
import { type JobHead, openJob, type RepeatableRequest } from './job-opening.ts';
import { addToKey } from './jobs.ts';
import { priorityNumber } from './priority.ts';

/** Bytes of articles that wait in this process at most before they are written. */
const WAITING_BYTES = 4_000_000;
const WAITING_ARTICLES = 200;

/** What was begun and never ended is thrown away after so long. */
const STALE_MS = 24 * 3_600_000;

/**
 * Articles of one submission that come in one after the other, however many: they are set aside in the database as they come, and become a
 * job all at once, or not at all. A process that dies leaves nothing but rows that are thrown away later.
 */
export class Incoming {
  readonly #tables: Tables;
  readonly #desk: string;
  readonly #now: Date;
  readonly #upload = newId();
  readonly #hash: Hash = createHash('sha256');
  #waiting: SubmittedArticle[] = [];
  #bytes = 0;
  #stored = 0;

  constructor(tables: Tables, desk: string, now: Date) {
    this.#tables = tables;
    this.#desk = desk;
    this.#now = now;
  }

  /** Articles so far. */
  get articles(): number {
    return this.#stored + this.#waiting.length;
  }

  async add(article: SubmittedArticle): Promise<void> {
    addToKey(this.#hash, article);
    this.#waiting.push(article);
    this.#bytes += article.input.length + (article.source?.input.length ?? 0);
    if (this.#bytes >= WAITING_BYTES || this.#waiting.length >= WAITING_ARTICLES) await this.#store();
  }

  /**
   * Makes a job of them, in one transaction.
   *
   * @returns as acceptSubmission
   */
  async accept(head: JobHead, request?: RepeatableRequest): Promise<{ job: string; resumed: boolean }> {
    // Few articles need not be set aside first.
    const few = this.#stored === 0 ? this.#waiting : undefined;
    if (!few) await this.#store();
    this.#hash.update(JSON.stringify(head.options));
    const key = this.#hash.digest('hex');
    return this.#tables.transaction().execute(async (transaction) => {
      const opened = await openJob(transaction, this.#desk, head, key, this.#now, request);
      if (few) {
        if (!opened.resumed) await this.#acceptAtOnce(transaction, opened.job, head, few);
        return opened;
      }
      if (!opened.resumed) await this.#become(transaction, opened.job, head);
      await this.#remove(transaction);
      return opened;
    });
  }

  /** Throws away what came in. */
  async discard(): Promise<void> {
    this.#waiting = [];
    if (this.#stored > 0) await this.#remove(this.#tables);
    this.#stored = 0;
  }

  async #acceptAtOnce(transaction: Tables, job: string, { options }: JobHead, articles: SubmittedArticle[]) {
    const { priority, deadline = null } = options;
    const accepting = { desk: this.#desk, job, priority: priorityNumber(priority), deadline };
    await storeAccepted(transaction, accepting, articles, { first: 0, announced: articles.length }, this.#now);
  }

  async #become(transaction: Tables, job: string, { options }: JobHead): Promise<void> {
    const now = this.#now;
    const from = sql`FROM interlinear.incoming WHERE upload_id = ${this.#upload} ORDER BY ordinal`;
    await sql`INSERT INTO interlinear.article
        (id, desk_id, job_id, ordinal, file_name, name, status, created_at, updated_at, url, metadata)
      SELECT article_id, desk_id, ${job}::uuid, ordinal, file_name, name, 'accepted', ${now}::timestamptz, ${now}::timestamptz, url, metadata
      ${from}`.execute(transaction);
    await sql`INSERT INTO interlinear.revision
        (id, desk_id, article_id, number, input, source_input, source_file_name, created_at)
      SELECT revision_id, desk_id, article_id, 1, input, source_input, source_file_name, ${now}::timestamptz
      ${from}`.execute(transaction);
    await sql`INSERT INTO interlinear.outbox (id, desk_id, article_id, created_at, priority, deadline)
      SELECT outbox_id, desk_id, article_id, ${now}::timestamptz, ${priorityNumber(options.priority)}::smallint,
        ${options.deadline ?? null}::timestamptz
      ${from}`.execute(transaction);
    await sql`INSERT INTO interlinear.event (desk_id, job_id, kind, data, at)
      VALUES (${this.#desk}::uuid, ${job}::uuid, 'job.accepted', ${JSON.stringify({ articles: this.#stored })}::jsonb, ${now}::timestamptz)`.execute(
      transaction,
    );
    await sql`INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT desk_id, ${job}::uuid, article_id, 'article.accepted', jsonb_build_object('fileName', file_name), ${now}::timestamptz
      ${from}`.execute(transaction);
  }

  async #store(): Promise<void> {
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    this.#bytes = 0;
    if (this.#stored === 0)
      await this.#tables
        .deleteFrom('interlinear.incoming')
        .where('created_at', '<', new Date(this.#now.getTime() - STALE_MS))
        .execute();
    const first = this.#stored;
    this.#stored += rows.length;
    await this.#tables
      .insertInto('interlinear.incoming')
      .values(
        rows.map((row, index) => ({
          ...{ upload_id: this.#upload, ordinal: first + index, desk_id: this.#desk, created_at: this.#now },
          ...{ article_id: newId(), revision_id: newId(), outbox_id: newId(), file_name: row.fileName, name: row.name },
          ...{ url: row.url ?? null, metadata: row.metadata ? JSON.stringify(row.metadata) : null, input: row.input },
          source_file_name: row.source?.fileName ?? null,
          source_input: row.source?.input ?? null,
        })),
      )
      .execute();
  }

  async #remove(tables: Tables): Promise<void> {
    await tables.deleteFrom('interlinear.incoming').where('upload_id', '=', this.#upload).execute();
  }
}
