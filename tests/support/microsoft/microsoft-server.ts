/**
 * A Microsoft of our own for tests: its sign-in and Graph v1.0 for calendars and mail, as the public reference describes them, with delta
 * queries, exceptions of series, If-Match, throttling and faults. What it doesn't know it answers with 404.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { calendarRoutes } from "./calendar-routes";
import type { CalendarState } from "./calendar-state";
import { loginRoutes, type LoginState } from "./login-routes";
import { mailRoutes, type MailState } from "./mail-routes";
import { graphError, wantsImmutableIds, type GraphAnswer, type GraphCall } from "./wire";

/** Answers instead of the real handler, once, for the first call that fits. `after`: what was asked for is done, and only the answer is lost. */
export interface Fault {
  readonly when: (call: GraphCall) => boolean;
  readonly answer: GraphAnswer | "reset";
  readonly after?: boolean;
}

export interface MicrosoftServer {
  readonly origin: string;
  readonly calls: GraphCall[];
  readonly faults: Fault[];
  readonly login: LoginState;
  readonly calendar: CalendarState;
  readonly mail: MailState;
  /** Calls of Graph, without those of the sign-in. */
  graphCalls(): string[];
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};

const reply = (response: ServerResponse, { status, body, headers = {} }: GraphAnswer): void => {
  response.writeHead(status, { "content-type": "application/json;odata.metadata=minimal;charset=utf-8", ...headers });
  response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
};

export const startMicrosoft = async (email = "ada@outlook.test"): Promise<MicrosoftServer> => {
  const login: LoginState = {
    email,
    name: "Ada Lovelace",
    codes: new Map(),
    refreshTokens: new Map(),
    accessTokens: new Set(),
    refreshes: 0,
    lifetimeSeconds: 3_600,
    grants: null,
  };
  const calendar: CalendarState = {
    calendars: [],
    events: new Map(),
    clock: 1,
    expiredBefore: 0,
    pageMax: 200,
    tellsMasters: true,
    invitations: [],
    transactions: new Set(),
  };
  const mail: MailState = { messages: new Map(), left: [], clock: 1, expiredBefore: 0, sent: [] };
  const calls: GraphCall[] = [];
  const faults: Fault[] = [];
  let origin = "";
  const open = loginRoutes(login);
  const guarded = [calendarRoutes(calendar, () => origin), mailRoutes(mail, () => origin)];

  const handled = (call: GraphCall): GraphAnswer => {
    const free = open(call);
    if (free !== null) return free;
    const token = /^Bearer (.+)$/.exec(call.headers.authorization ?? "")?.[1] ?? "";
    if (!login.accessTokens.has(token)) return graphError(401, "InvalidAuthenticationToken");
    if (call.path === "/v1.0/me") return { status: 200, body: { mail: login.email, userPrincipalName: login.email, displayName: login.name } };
    if (!wantsImmutableIds(call)) return graphError(400, "ErrorInvalidIdMalformed");
    for (const routes of guarded) {
      const found = routes(call);
      if (found !== null) return found;
    }
    return graphError(404, "ResourceNotFound");
  };

  const answerTo = (call: GraphCall): GraphAnswer | "reset" => {
    const at = faults.findIndex(({ when }) => when(call));
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (fault?.after === true) handled(call);
    return fault?.answer ?? handled(call);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://microsoft.test");
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
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    calls,
    faults,
    login,
    calendar,
    mail,
    graphCalls: () => calls.filter(({ path }) => path.startsWith("/v1.0/me/")).map(({ method, path }) => `${method} ${path.replace("/v1.0/me", "")}`),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
