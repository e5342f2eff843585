/** What the parts of our Google speak to one another. */
import type { IncomingMessage } from "node:http";

export interface GoogleCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface GoogleAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const googleError = (status: number, reason: string, headers: Readonly<Record<string, string>> = {}): GoogleAnswer => ({
  status,
  headers,
  body: { error: { code: status, message: reason, errors: [{ domain: "global", reason, message: reason }], status: reason } },
});

export type Routes = (call: GoogleCall) => GoogleAnswer | null;
