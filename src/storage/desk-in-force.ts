import { sql } from 'kysely';
import type { CreditWording } from '../model/credit.ts';
import { InterlinearError } from '../model/errors.ts';
import type { MemoryState } from '../model/ports.ts';
import type { Tables } from './database.ts';
import type { DeskSettings } from './desks.ts';
import { ownMemory } from './memories.ts';
import { sharedReads } from './shared-reads.ts';

/** What is in force at a desk for a piece of work, as it is at this moment. */
export interface DeskInForce {
  settings: Pick<DeskSettings, 'fuzzyThreshold' | 'sendsOutside' | 'sendsEmbargoed'>;
  /** Its table of credit lines. */
  credits: CreditWording[];
  /** How often each of the work's glossaries has changed, in the order of their ids. */
  glossaries: number[];
  /** The memories that the work looks into: those that the desk keeps up or may read, and those handed in with the work. */
  memories: MemoryState[];
}

/**
 * Reads what is in force at a desk, in one statement: each batch of segments asks for it anew, so that what people have changed counts at
 * once.
 *
 * @param work ids of the glossaries and memories of the work's submission
 * @throws InterlinearError `desk.unknown` where the desk is gone
 */
export async function deskInForce(
  tables: Tables,
  desk: string,
  work: { glossaries: string[]; memories: string[] },
  now: Date,
): Promise<DeskInForce> {
  const { rows } = await sql<Row>`
    SELECT fuzzy_threshold AS "fuzzyThreshold", sends_outside AS "sendsOutside", sends_embargoed AS "sendsEmbargoed",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('publisher', publisher, 'language', language, 'credit', credit, 'wording', wording)
          ORDER BY publisher_key, credit_key, language), '[]')
        FROM interlinear.credit_line WHERE desk_id = desk.id) AS credits,
      (SELECT coalesce(jsonb_object_agg(id, revision), '{}')
        FROM interlinear.glossary WHERE desk_id = desk.id AND id = ANY (${work.glossaries}::uuid[])) AS glossaries,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', memory.id, 'kind', memory.kind, 'revision', memory.revision,
          'penalty', memory.penalty, 'owner', memory.desk_id) ORDER BY memory.id), '[]')
        FROM interlinear.memory_right AS granted JOIN interlinear.memory AS memory ON memory.id = granted.memory_id
        WHERE granted.desk_id = desk.id AND granted.can_read
          AND (memory.kind <> 'file' OR memory.id = ANY (${work.memories}::uuid[]))) AS memories
    FROM interlinear.desk AS desk WHERE id = ${desk}`.execute(tables);
  const [row] = rows;
  if (!row) throw new InterlinearError('desk.unknown', { name: desk, known: '' });
  const { credits, glossaries, memories, ...settings } = row;
  if (!memories.some(({ kind, owner }) => kind === 'desk' && owner === desk)) {
    await ownMemory(tables, desk, now);
    return deskInForce(tables, desk, work, now);
  }
  return {
    settings,
    credits,
    glossaries: work.glossaries.map((id) => glossaries[id] ?? 0),
    memories: memories.map(({ id, revision, penalty, owner }) => ({
      id,
      revision: Number(revision),
      penalty,
      otherDesk: owner !== desk,
    })),
  };
}

/** The same for those who ask at the same time: one statement answers all of them. */
export function sharedDeskInForce(
  tables: Tables,
  desk: string,
  { glossaries, memories }: { glossaries: string[]; memories: string[] },
  now: Date,
): Promise<DeskInForce> {
  const key = JSON.stringify(['in force', desk, glossaries, memories]);
  return sharedReads(tables).read(key, () => deskInForce(tables, desk, { glossaries, memories }, now));
}

interface Row {
  fuzzyThreshold: number | null;
  sendsOutside: boolean;
  sendsEmbargoed: boolean;
  credits: CreditWording[];
  glossaries: Record<string, number>;
  memories: { id: string; kind: string; revision: number; penalty: number; owner: string }[];
}
