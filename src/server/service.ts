import type { Logger } from 'pino';
import type { Compute } from '../../workers/compute/threads.ts';
import type { Config } from '../config.ts';
import type { Clock, Engine } from '../model/ports.ts';
import type { MemoryIndexes } from '../pipeline/memory-indexes.ts';
import type { QueueBackend } from '../queue/backend.ts';
import type { Database } from '../storage/database.ts';
import type { Metrics } from './metrics.ts';

/** What the service works with: the application as a process that listens has put it together. */
export interface Service {
  config: Config;
  database: Database;
  engines: Map<string, Engine>;
  clock: Clock;
  indexes: MemoryIndexes;
  /** Does the work on texts that a request asks for. */
  compute: Compute;
  /** Absent while another process owns a queue that lives in the database. */
  readonly queue: QueueBackend | undefined;
  /** Tells the queue of what was accepted, or of what is to be published. Never throws for a queue that is away: the sweeper tells it later. */
  dispatch(what?: 'articles' | 'publications'): Promise<void>;
  /** What the owner of the data folder shows to be known as such; absent where there is no data folder. */
  localToken?: string;
  /** Ids and counts, never a text or a secret. */
  log: Logger;
  /** Absent where nobody measures. */
  metrics?: Metrics;
}
