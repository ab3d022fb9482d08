import { InterlinearError, TransientError } from '../model/errors.ts';
import { asDatabaseError } from '../storage/failures.ts';

/** What ioredis says of a command that its connection took with it: it waits for connections that break off, not for one that was closed. */
const CLOSED = /^Connection is closed\.|Stream isn't writeable|max retries per request/i;

/** Names a queue or a database that is away as such; whatever else went wrong comes back as it was. */
export function asOutage(error: unknown): unknown {
  if (error instanceof Error && !(error instanceof InterlinearError) && CLOSED.test(error.message))
    return new TransientError('redis.down', { reason: error.message }, { cause: error });
  return asDatabaseError(error);
}
