import { join } from 'node:path';
import { InterlinearError, type StoredError } from '../src/model/errors.ts';
import { destinationKind } from '../src/publishing/registry.ts';
import { editionFiles } from '../src/storage/editions.ts';
import {
  failPublication,
  isOvertaken,
  loadPublication,
  raiseFence,
  recordLive,
  recordOvertaken,
} from '../src/storage/publication-work.ts';
import type { WorkerContext } from './context.ts';

/** What publishing needs of the world. */
export type PublishContext = Pick<WorkerContext, 'tables' | 'clock' | 'config'>;

/**
 * Puts an edition where readers find it, then records that it is there. It may be killed at any instruction and run again; one that comes
 * late is refused by the destination, which knows the highest fence.
 */
export async function publishEdition({ tables, clock, config }: PublishContext, id: string): Promise<void> {
  const work = await loadPublication(tables, id);
  if (work?.status !== 'waiting') return;
  const { kind, settings } = work.destination;
  const destination = destinationKind(kind).open(settings, {
    folder: config.publishFolder ?? join(config.data, 'published'),
  });
  const { article, language, place } = work;
  const { number: edition, status, revision, at } = work.edition;
  const outgoing = { article, language, revision, edition, status, at, place };
  const files = await editionFiles(tables, work.edition.id);
  for (let fence = work.fence; ; ) {
    if (await isOvertaken(tables, { ...work, fence })) return recordOvertaken(tables, id, clock.now());
    try {
      await destination.put({ ...outgoing, files, fence });
      break;
    } catch (error) {
      if (!(error instanceof InterlinearError) || error.code !== 'publish.late') throw error;
      const raised = await raiseFence(tables, work, Number(error.parameters.newest));
      if (raised === undefined) return recordOvertaken(tables, id, clock.now());
      fence = raised;
    }
  }
  await recordLive(tables, work, clock.now());
}

/** It came to nothing; what readers found before, they find still. */
export async function giveUpPublication(
  { tables, clock }: PublishContext,
  id: string,
  error: StoredError,
): Promise<void> {
  const work = await loadPublication(tables, id);
  if (work) await failPublication(tables, work, error, clock.now());
}
