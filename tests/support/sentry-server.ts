/** A Sentry server for its wire format: takes envelopes at /api/<project>/envelope/ and keeps their items. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface SentryServer {
  readonly dsn: string;
  readonly envelopes: {
    readonly path: string;
    readonly auth: string;
    readonly header: Record<string, unknown>;
    readonly items: { readonly type: string; readonly payload: SentryEvent }[];
    readonly raw: string;
  }[];
  /** The events so far, of all envelopes. */
  readonly events: () => SentryEvent[];
  readonly until: (match: (event: SentryEvent) => boolean) => Promise<SentryEvent>;
  answerWith: number;
  readonly close: () => Promise<void>;
}
export interface SentryEvent {
  readonly exception?: { readonly values: readonly { readonly type: string; readonly value: string }[] };
  readonly [member: string]: unknown;
}

export const startSentryServer = async (): Promise<SentryServer> => {
  const envelopes: SentryServer["envelopes"] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const bytes = Buffer.concat(parts);
      const raw = (request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString("utf8");
      const [header = "{}", ...lines] = raw.split("\n");
      const items = [];
      for (let at = 0; at + 1 < lines.length; at += 2)
        items.push({ type: (JSON.parse(lines[at] ?? "{}") as { type: string }).type, payload: JSON.parse(lines[at + 1] ?? "{}") as SentryEvent });
      const url = new URL(request.url ?? "/", "http://sentry.invalid");
      envelopes.push({
        path: url.pathname,
        auth: String(request.headers["x-sentry-auth"] ?? url.search),
        header: JSON.parse(header) as Record<string, unknown>,
        items,
        raw,
      });
      response.writeHead(sentry.answerWith, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const events = (): SentryEvent[] => envelopes.flatMap(({ items }) => items.flatMap(({ type, payload }) => (type === "event" ? [payload] : [])));
  const sentry: SentryServer = {
    dsn: `http://publickey@127.0.0.1:${(server.address() as AddressInfo).port}/42`,
    envelopes,
    events,
    until: async (match) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const found = events().find(match);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`no such event; there are: ${JSON.stringify(events().map(({ exception }) => exception))}`);
    },
    answerWith: 200,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return sentry;
};
