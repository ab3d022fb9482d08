import { context, propagation } from '@opentelemetry/api';

/** The trace that is going on here, as W3C Trace Context writes it (`traceparent`); undefined where nobody traces. */
export function currentTrace(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Goes on with a trace that began elsewhere: another process, or before a restart. */
export function withinTrace<T>(traceparent: string | undefined, act: () => T): T {
  if (traceparent === undefined) return act();
  return context.with(propagation.extract(context.active(), { traceparent }), act);
}
