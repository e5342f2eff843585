/** A collector that speaks OTLP/HTTP in JSON: keeps the spans and metrics it is sent, in plain shapes. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean; arrayValue?: { values: Value[] } };
type Pairs = { key: string; value: Value }[];
type Plain = string | number | boolean | Plain[] | undefined;

const plain = (value: Value): Plain =>
  value.stringValue ??
  (value.intValue === undefined ? undefined : Number(value.intValue)) ??
  value.doubleValue ??
  value.boolValue ??
  value.arrayValue?.values.map(plain);
const record = (pairs: Pairs = []): Record<string, Plain> => Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));

export interface SeenSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly kind: number;
  readonly failed: boolean;
  readonly attributes: Record<string, Plain>;
}
export interface SeenMetric {
  readonly name: string;
  readonly unit: string;
  readonly [kind: string]: unknown;
}

export interface Collector {
  readonly url: string;
  readonly spans: SeenSpan[];
  readonly metrics: SeenMetric[];
  readonly resources: Record<string, Plain>[];
  readonly headers: Record<string, string | string[] | undefined>[];
  readonly raw: string[];
  readonly close: () => Promise<void>;
}

interface Body {
  resourceSpans?: {
    resource: { attributes: Pairs };
    scopeSpans: { spans: (Omit<SeenSpan, "attributes" | "failed"> & { attributes: Pairs; status: { code?: number } })[] }[];
  }[];
  resourceMetrics?: { resource: { attributes: Pairs }; scopeMetrics: { metrics: SeenMetric[] }[] }[];
}

export const startCollector = async (): Promise<Collector> => {
  const seen = {
    spans: [] as SeenSpan[],
    metrics: [] as SeenMetric[],
    resources: [] as Record<string, Plain>[],
    headers: [] as Collector["headers"],
    raw: [] as string[],
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const bytes = Buffer.concat(parts);
      const text = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
      seen.headers.push(request.headers);
      seen.raw.push(text);
      const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(text) as Body;
      for (const { resource } of [...resourceSpans, ...resourceMetrics]) seen.resources.push(record(resource.attributes));
      for (const span of resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
        seen.spans.push({ ...span, parentSpanId: span.parentSpanId ?? "", failed: span.status.code === 2, attributes: record(span.attributes) });
      for (const metric of resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))) seen.metrics.push(metric);
      const path = request.url ?? "";
      response.writeHead(/^\/v1\/(?:traces|metrics)$/.test(path) ? 200 : 404, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...seen,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
