/** Spans kept by the OpenTelemetry SDK and sent as OTLP over HTTP. Loaded only where traces are on; nothing is registered globally. */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type IdGenerator,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";
import { config, version } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { otlpHeaders, otlpUrl, resourceAttributes } from "./otlp-settings";
import type { Attributes, Span, SpanKeeper } from "./span";

const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/** A request's own id is the id of the trace that it begins. */
class GivenIdGenerator implements IdGenerator {
  next: string | undefined;
  readonly #random = new RandomIdGenerator();
  readonly generateSpanId = (): string => this.#random.generateSpanId();
  readonly generateTraceId = (): string => {
    const given = this.next;
    this.next = undefined;
    return given ?? this.#random.generateTraceId();
  };
}

/** A collector that is away costs a warning, never a request. */
const complaining = (exporter: SpanExporter): SpanExporter => ({
  export: (spans, done) =>
    exporter.export(spans, (result) => {
      if (result.error !== undefined) logger.warn("traces could not be sent", { error: result.error, spans: spans.length });
      done(result);
    }),
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
});

const given = (attributes: Attributes): Record<string, string | number | boolean | string[]> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === "object" ? [...value] : value]])),
  );

const errorType = (error: unknown): string => (isAppError(error) ? error.code : error instanceof Error ? error.name : "failed");

export const createKeeper = (): SpanKeeper => {
  const ids = new GivenIdGenerator();
  const provider = new TracerProvider({
    resource: resourceFromAttributes(resourceAttributes(config(), version())),
    idGenerator: ids,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(config().OTEL_TRACES_SAMPLER_ARG) }),
    spanLimits: { attributeValueLengthLimit: 256, attributeCountLimit: 64 },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: complaining(new OTLPTraceExporter({ url: otlpUrl(config(), "traces"), headers: otlpHeaders(config()), timeoutMillis: 10_000 })),
        maxQueueSize: 2_048,
      }),
    ],
  });
  const tracer = provider.getTracer("perin", version());
  return {
    start: (name, { kind = "internal", attributes = {} }, parent, traceId): Span => {
      const above = parent
        ? trace.setSpanContext(ROOT_CONTEXT, {
            traceId: parent.traceId,
            spanId: parent.spanId,
            traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
            isRemote: true,
          })
        : ROOT_CONTEXT;
      ids.next = traceId;
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: given(attributes) }, above);
      const own = span.spanContext();
      return {
        context: { traceId: own.traceId, spanId: own.spanId, sampled: (own.traceFlags & TraceFlags.SAMPLED) !== 0 },
        set: (more) => {
          span.setAttributes(given(more));
        },
        fail: (error) => {
          span.setAttribute("error.type", errorType(error));
          span.setStatus({ code: SpanStatusCode.ERROR });
        },
        end: () => span.end(),
      };
    },
    flush: () => provider.forceFlush(),
    stop: () => provider.shutdown(),
  };
};
