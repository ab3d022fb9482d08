import { InterlinearError, TransientError } from '../model/errors.ts';

const connectionFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // SQLSTATE classes 08 and 57P: connection exceptions, server shutting down or starting.
  '08000',
  '08003',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  // Too many connections: one will be free.
  '53300',
  // A deadlock or a serialization failure that PostgreSQL resolved at our cost.
  '40P01',
  '40001',
]);

/** Names a failed connection as such; whatever else went wrong comes back as it was. */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof InterlinearError) return error;
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if ((code && ['53100', 'ENOSPC'].includes(code)) || /No space left on device/i.test(message ?? ''))
    return new TransientError('disk.full', {}, { cause: error });
  if (code === '28P01' || code === '28000' || code === '3D000' || code === '42501')
    return new InterlinearError('database.refused', { reason: message ?? code }, { cause: error });
  if (
    (code && connectionFailures.has(code)) ||
    /connection timeout|timeout exceeded when trying to connect|terminated|Connection ended|is not queryable/i.test(
      message ?? '',
    )
  )
    return new TransientError('database.down', { reason: message || code || '' }, { cause: error });
  return error;
}
