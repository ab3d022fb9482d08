import { type DestinationStream, type Logger, pino } from 'pino';
import { InterlinearError } from '../model/errors.ts';
import { traceOnLogLines } from './tracing.ts';

/**
 * The log of a process that runs: a line of JSON an event, on standard error. Lines hold ids, counts, durations and the codes of errors,
 * never a text or a secret.
 */
export function openLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: loggedError, req: () => undefined, res: () => undefined },
      mixin: traceOnLogLines,
    },
    destination,
  );
}

/** Of errors of others only where they came from: their messages quote what they were about. */
export function loggedError(error: unknown): object {
  if (error instanceof InterlinearError)
    return {
      code: error.code,
      parameters: error.parameters,
      ...(error.cause ? { cause: loggedError(error.cause) } : {}),
    };
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames.map((line) => line.trim()).join('\n'),
    ...(error.cause ? { cause: loggedError(error.cause) } : {}),
  };
}
