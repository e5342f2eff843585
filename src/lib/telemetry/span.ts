/** What the house knows of a span, whoever keeps it. */
import type { TraceContext } from "./trace-context";

export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface SpanOptions {
  readonly kind?: "internal" | "server" | "client";
  readonly attributes?: Attributes;
}

export interface Span {
  /** Null while traces are off. */
  readonly context: TraceContext | null;
  readonly set: (attributes: Attributes) => void;
  /** Marks it as failed. Of an error only its kind is kept: messages may speak of people. */
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
}

/** Stands where a span would be while traces are off. */
export const noSpan: Span = { context: null, set: () => undefined, fail: () => undefined, end: () => undefined };

/** Who keeps spans: `parent` is the one they belong under; without one a new trace begins, with this id if one is given. */
export interface SpanKeeper {
  readonly start: (name: string, options: SpanOptions, parent: TraceContext | null, traceId?: string) => Span;
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}
