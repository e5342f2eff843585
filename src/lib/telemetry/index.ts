/**
 * Traces: what a request did, step by step, for a collector that speaks OTLP. Off unless its address is configured; then every
 * function here is one look at an empty slot.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { config, processWide } from "@/lib/config";
import { propagate } from "./propagate";
import { noSpan, type Span, type SpanKeeper, type SpanOptions } from "./span";
import { readTraceparent, writeTraceparent, type TraceContext } from "./trace-context";

export type { Attributes, Span } from "./span";

/** A collector that is away doesn't hold up the end of the process. */
const farewellMs = 2_000;

interface Tracing {
  keeper?: SpanKeeper;
  stopPropagating?: () => void;
}
const { get: tracing } = processWide<Tracing>("telemetry", () => ({}));
const { get: current } = processWide("telemetry.span", () => new AsyncLocalStorage<TraceContext>());

/** Starts sending if a collector is configured; true if it does. */
export const startTelemetry = async (): Promise<boolean> => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = config();
  if ((OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_ENDPOINT) === undefined) return false;
  if (tracing().keeper) return true;
  const { createKeeper } = await import("./otlp-traces");
  tracing().keeper ??= createKeeper();
  tracing().stopPropagating ??= propagate(() => {
    const context = current().getStore();
    return context ? writeTraceparent(context) : null;
  });
  return true;
};

export const flushTelemetry = async (): Promise<void> => tracing().keeper?.flush();

/** Sends what is left; for the end of a process. */
export const stopTelemetry = async (): Promise<void> => {
  const { keeper, stopPropagating } = tracing();
  delete tracing().keeper;
  delete tracing().stopPropagating;
  stopPropagating?.();
  const late = new Promise((resolve) => setTimeout(resolve, farewellMs).unref());
  await Promise.race([keeper?.stop().catch(() => undefined), late]);
};

/** A span under the one that runs, for work that outlives the function that begins it; whoever begins it ends it. */
export const beginSpan = (name: string, options: SpanOptions = {}): Span => tracing().keeper?.start(name, options, current().getStore() ?? null) ?? noSpan;

/** Runs `work` so that spans begun in it lie under `span`. */
export const underSpan = <T>(span: Span, work: () => T): T => (span.context ? current().run(span.context, work) : work());

const ended = async <T>(span: Span, work: () => Promise<T> | T): Promise<T> => {
  try {
    return await underSpan(span, work);
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
};

/** Runs `work` in a span of its own. An error marks it as failed and goes on. */
export const inSpan = <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T> | T): Promise<T> | T => {
  if (!tracing().keeper) return work(noSpan);
  const span = beginSpan(name, options);
  return ended(span, () => work(span));
};

/** The id of the trace a request belongs to: its caller's, or its own id without the dashes. */
export const traceIdOf = (headers: Headers, requestId: string): string => readTraceparent(headers.get("traceparent"))?.traceId ?? requestId.replaceAll("-", "");

/** The span of a whole request, under its caller's if it says one. */
export const inRequestSpan = <T>(name: string, headers: Headers, requestId: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> => {
  const { keeper } = tracing();
  if (!keeper) return work(noSpan);
  const parent = readTraceparent(headers.get("traceparent"));
  const span = keeper.start(name, { ...options, kind: "server" }, parent, requestId.replaceAll("-", ""));
  return ended(span, () => work(span));
};
