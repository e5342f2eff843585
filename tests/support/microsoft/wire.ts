/** What the parts of our Microsoft speak to one another. */
import type { IncomingMessage } from "node:http";

export interface GraphCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface GraphAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Routes = (call: GraphCall) => GraphAnswer | null;

export const graphError = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): GraphAnswer => ({
  status,
  headers,
  body: { error: { code, message: code, innerError: { date: "2026-11-26T09:00:00", "request-id": "r", "client-request-id": "r" } } },
});

/** Out of `Prefer: odata.maxpagesize=50`. */
export const pageSizeOf = ({ headers }: GraphCall): number => Number(/odata\.maxpagesize=(\d+)/.exec(String(headers.prefer ?? ""))?.[1] ?? 10);

/** Nothing is right without it: names would change where things are moved. */
export const wantsImmutableIds = ({ headers }: GraphCall): boolean => String(headers.prefer ?? "").includes('IdType="ImmutableId"');
