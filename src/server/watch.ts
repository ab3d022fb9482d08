import type { Logger } from 'pino';
import type { EngineGate } from '../model/ports.ts';
import type { QueueName } from '../queue/backend.ts';
import type { Metrics } from './metrics.ts';

/** What the row of a job of a queue is. */
const rows: Record<QueueName, string> = {
  intake: 'article',
  segments: 'batch',
  languages: 'articleLanguage',
  articles: 'article',
  publishing: 'publication',
};

/** Logs and measures what the workers of a process do. */
export function watchWork(log: Logger, metrics: Metrics) {
  return {
    stage(stage: QueueName, row: string, outcome: 'done' | 'delayed' | 'failed', seconds: number) {
      metrics.stage(stage, outcome, seconds);
      const line = { stage, [rows[stage]]: row, outcome, ms: Math.round(seconds * 1000) };
      if (outcome === 'failed') log.warn(line, 'stage');
      else log.info(line, 'stage');
    },
    counted: (gate: EngineGate) => metrics.counted(gate),
  };
}
