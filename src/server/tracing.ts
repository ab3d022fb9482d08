import {
  type Context,
  context,
  isSpanContextValid,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapPropagator,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Telemetry } from 'bullmq';
import { version } from '../version.ts';
import type { Server } from './routes.ts';

/** Traces of this process, until `close`. */
export interface Tracing {
  /** What queues and workers carry traces on with. */
  telemetry: Telemetry;
  close(): Promise<void>;
}

const NAME = 'interlinear';

/**
 * Turns traces on where the environment names a collector (`OTEL_EXPORTER_OTLP_ENDPOINT`, as OpenTelemetry has it): spans from the request
 * through each stage, sent by OTLP over HTTP. Spans carry ids, never texts.
 *
 * @param processor where spans go instead
 */
export async function openTracing(
  environment: Record<string, string | undefined> = process.env,
  processor?: SpanProcessor,
): Promise<Tracing | undefined> {
  if (!processor && !environment.OTEL_EXPORTER_OTLP_ENDPOINT && !environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
    return undefined;
  // None of it is loaded where nobody traces.
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const { BullMQOtel } = await import('bullmq-otel');
  const otlp = async () => {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    return new BatchSpanProcessor({ exporter: new OTLPTraceExporter() });
  };
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': environment.OTEL_SERVICE_NAME ?? NAME,
      'service.version': version,
    }),
    spanProcessors: [processor ?? (await otlp())],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(traceContext);
  trace.setGlobalTracerProvider(provider);
  return {
    telemetry: new BullMQOtel({ tracerName: NAME, version }),
    async close() {
      await provider.shutdown().catch(() => {});
      trace.disable();
      propagation.disable();
      context.disable();
    },
  };
}

/** W3C Trace Context (Recommendation, 23 November 2021): `00-TRACE-SPAN-FLAGS`. */
const traceContext: TextMapPropagator = {
  fields: () => ['traceparent'],
  inject(active, carrier, setter) {
    const span = trace.getSpanContext(active);
    if (!span || !isSpanContextValid(span)) return;
    setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-0${span.traceFlags & TraceFlags.SAMPLED}`);
  },
  extract(active, carrier, getter) {
    const written = getter.get(carrier, 'traceparent');
    const [, traceId, spanId, flags] =
      /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/.exec(String(written ?? '')) ?? [];
    if (!traceId || !spanId || !flags) return active;
    const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
    return isSpanContextValid(span) ? trace.setSpanContext(active, span) : active;
  },
};

/** The number of the trace that is going on, for log lines. */
export function traceOnLogLines(): { traceId?: string } {
  const span = trace.getSpanContext(context.active());
  return span && isSpanContextValid(span) ? { traceId: span.traceId } : {};
}

/** A span a request, which goes on a trace that the caller began. */
export function traceRequests(server: Server): void {
  const open = new WeakMap<object, { span: Span; context: Context }>();
  server.addHook('onRequest', (request, _reply, done) => {
    const parent = propagation.extract(context.active(), request.headers);
    const route = request.routeOptions.url ?? 'unknown';
    const span = trace.getTracer(NAME).startSpan(
      `${request.method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': request.method, 'http.route': route, 'request.id': request.id },
      },
      parent,
    );
    const active = trace.setSpan(parent, span);
    open.set(request, { span, context: active });
    context.with(active, done);
  });
  // Reading the body leaves the context of the request.
  server.addHook('preValidation', (request, _reply, done) => {
    const known = open.get(request);
    if (known) context.with(known.context, done);
    else done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const known = open.get(request);
    known?.span.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) known?.span.setStatus({ code: SpanStatusCode.ERROR });
    known?.span.end();
    done();
  });
}
