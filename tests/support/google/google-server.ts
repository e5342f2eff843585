/**
 * A Google of our own for tests: OAuth, Calendar v3 and Gmail v1 as their public references describe them, with sync tokens, ETags, 410, quotas
 * and faults. What it doesn't know it answers with 404, as Google does.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { googleError, type GoogleAnswer, type GoogleCall, type Routes } from "./wire";
import { googleCalendarRoutes, type CalendarState } from "./calendar-routes";
import { gmailRoutes, type GmailState } from "./gmail-routes";
import { oauthRoutes, type OAuthState } from "./oauth-routes";

/** Answers instead of the real handler, once, for the first call that fits. */
export interface Fault {
  readonly when: (call: GoogleCall) => boolean;
  readonly answer: GoogleAnswer | "reset";
}

export interface GoogleServer {
  readonly origin: string;
  readonly calls: GoogleCall[];
  readonly faults: Fault[];
  readonly oauth: OAuthState;
  readonly calendar: CalendarState;
  readonly gmail: GmailState;
  /** Calls of the API, without those of OAuth. */
  apiCalls(): string[];
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};

const reply = (response: ServerResponse, { status, body, headers = {} }: GoogleAnswer): void => {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8", ...headers });
  response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
};

export const startGoogle = async (email = "ada@gmail.test"): Promise<GoogleServer> => {
  const oauth: OAuthState = {
    email,
    name: "Ada Lovelace",
    codes: new Map(),
    refreshTokens: new Map(),
    accessTokens: new Set(),
    refreshes: 0,
    revoked: [],
    lifetimeSeconds: 3_600,
    grants: null,
    redirectUris: null,
  };
  const calendar: CalendarState = { calendars: [], events: new Map(), clock: 1, expiredBefore: 0, pageMax: 2_500, channels: new Map() };
  const gmail: GmailState = { messages: new Map(), labels: [], history: [], clock: 1_000, historyFrom: 0, sent: [], drafts: new Map() };
  const calls: GoogleCall[] = [];
  const faults: Fault[] = [];
  const open = oauthRoutes(oauth);
  const guarded: Routes[] = [googleCalendarRoutes(calendar), gmailRoutes(gmail, email)];

  const answerTo = (call: GoogleCall): GoogleAnswer | "reset" => {
    const at = faults.findIndex(({ when }) => when(call));
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (fault !== undefined) return fault.answer;
    const free = open(call);
    if (free !== null) return free;
    const token = /^Bearer (.+)$/.exec(call.headers.authorization ?? "")?.[1] ?? "";
    if (!oauth.accessTokens.has(token)) return googleError(401, "authError");
    for (const routes of guarded) {
      const found = routes(call);
      if (found !== null) return found;
    }
    return googleError(404, "notFound");
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://google.test");
    const call = {
      method: request.method ?? "GET",
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request),
    };
    calls.push(call);
    const answer = answerTo(call);
    if (answer === "reset") request.socket.destroy();
    else reply(response, answer);
  };

  const server: Server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    faults,
    oauth,
    calendar,
    gmail,
    apiCalls: () => calls.filter(({ path }) => /^\/(?:calendar|gmail)\//.test(path)).map(({ method, path }) => `${method} ${path}`),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
