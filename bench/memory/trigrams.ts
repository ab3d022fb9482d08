import pg from 'pg';
import { available, startPostgres } from '../../tests/servers/postgres.ts';
import { note } from '../program.ts';
import { mean, percentile, rounded } from './timing.ts';

/** What PostgreSQL's trigrams take for the same queries. */
export interface PeerFigures {
  name: 'pg_trgm';
  /** Microseconds. */
  p50: number;
  p95: number;
  queriesPerSecond: number;
}

const ROWS = 5000;

/**
 * Loads the sources into a private PostgreSQL with a GIN index of pg_trgm, and asks for the five most similar ones at the threshold.
 *
 * @returns null where PostgreSQL or its pg_trgm is not installed
 */
export async function trigramPeer(
  sources: string[],
  queries: string[],
  threshold: number,
): Promise<PeerFigures | null> {
  const missing = available();
  if (missing) {
    note(`pg_trgm: ${missing}`);
    return null;
  }
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  try {
    await client.connect();
    const { rowCount } = await client.query(`select from pg_available_extensions where name = 'pg_trgm'`);
    if (rowCount === 0) {
      note('pg_trgm: this PostgreSQL comes without it');
      return null;
    }
    await client.query('create extension pg_trgm');
    await client.query('create table unit (source text not null)');
    for (let at = 0; at < sources.length; at += ROWS) {
      await client.query('insert into unit select unnest($1::text[])', [sources.slice(at, at + ROWS)]);
    }
    await client.query(`set maintenance_work_mem = '512MB'`);
    await client.query('create index on unit using gin (source gin_trgm_ops)');
    await client.query('analyze unit');
    await client.query(`set pg_trgm.similarity_threshold = ${threshold}`);
    return await ask(client, queries);
  } finally {
    await client.end().catch(() => {});
    await server.stop();
  }
}

async function ask(client: pg.Client, queries: string[]): Promise<PeerFigures> {
  const times: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    await client.query({
      name: 'fuzzy',
      text: 'select source from unit where source % $1 order by similarity(source, $1) desc limit 5',
      values: [query],
    });
    times.push((performance.now() - start) * 1000);
  }
  return {
    name: 'pg_trgm',
    p50: rounded(percentile(times, 0.5)),
    p95: rounded(percentile(times, 0.95)),
    queriesPerSecond: rounded(1e6 / mean(times), 2),
  };
}
