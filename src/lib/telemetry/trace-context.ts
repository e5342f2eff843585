/** W3C Trace Context, level 1: one header that carries a trace from service to service. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the span that called. */
  readonly spanId: string;
  readonly sampled: boolean;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** What the header says; null when it isn't right. A later version is read as far as this one goes (section 4.3 of the recommendation). */
export const readTraceparent = (header: string | null): TraceContext | null => {
  const [, version = "", traceId = "", spanId = "", flags = "", rest] = shape.exec(header?.trim() ?? "") ?? [];
  if (version === "" || version === "ff" || (version === "00" && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
};

export const writeTraceparent = ({ traceId, spanId, sampled }: TraceContext): string => `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;
