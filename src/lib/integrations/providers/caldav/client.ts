/**
 * The one way to a calendar server (WebDAV, RFC 4918): where its owner said and nowhere private, guarded, with its refusals in our words. What
 * it answers in XML is read by tsdav. Neither passwords nor contents reach a log.
 */
import { randomBytes } from "node:crypto";
import { davRequest, type DAVResponse } from "tsdav";
import { processWide } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { findPublicAddress, isPublicAddress } from "@/lib/http/public-address";
import { safeFetch, type SafeAnswer } from "@/lib/http/safe-fetch";
import { timed } from "@/lib/metrics";
import { callGuarded } from "@/lib/resilience/guarded-call";
import { digestAuthorization, readDigestChallenge, type DigestChallenge } from "./digest";
import { failureOfFetch, passingRefusal } from "../typed-address";

export interface DavLogin {
  readonly username: string;
  readonly password: string;
}

export interface DavRequest {
  readonly method: "GET" | "PUT" | "DELETE" | "PROPFIND" | "REPORT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** What came back, refusals included; what may be better later is thrown. */
export interface DavAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it came from in the end. */
  readonly url: URL;
}

const callMaxMs = 30_000;
const who = "the calendar server";

/** A password is told to nobody who listens on the way: plain http only inside the operator's own network. */
const requireSecret = async (url: URL): Promise<void> => {
  if (url.protocol === "https:") return;
  const found = await findPublicAddress(url.hostname);
  if (found === null || isPublicAddress(found.address)) throw new AppError("integrations/address-refused", { message: "a password over plain http" });
};

/** Servers that take nothing but Digest, with what they asked last: the next call answers that at once, and tells no password. */
const { get: challenges } = processWide("caldav.challenges", () => new Map<string, { readonly challenge: DigestChallenge; count: number }>());
const challengesMax = 1_000;
const keyOf = (url: URL, { username }: DavLogin): string => `${url.origin} ${username}`;

const remember = (key: string, challenge: DigestChallenge): void => {
  const all = challenges();
  all.delete(key);
  for (const oldest of all.keys()) {
    if (all.size < challengesMax) break;
    all.delete(oldest);
  }
  all.set(key, { challenge, count: 0 });
};

const authorizationOf = (url: URL, login: DavLogin, method: string): string => {
  const asked = challenges().get(keyOf(url, login));
  if (asked === undefined) return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
  asked.count += 1;
  const use = { ...login, method, uri: `${url.pathname}${url.search}`, clientNonce: randomBytes(16).toString("base64url"), count: asked.count };
  return digestAuthorization(asked.challenge, use);
};

/** What it refused us for: null where it would take Basic, and so refused name and password. */
const digestWanted = ({ status, headers }: Response): DigestChallenge | null => {
  const offered = headers.get("www-authenticate");
  return status !== 401 || /(?:^|,)\s*basic\b/i.test(offered ?? "") ? null : readDigestChallenge(offered);
};

const ask = async (url: URL, login: DavLogin, { method, headers = {}, body }: DavRequest, signal: AbortSignal): Promise<SafeAnswer> => {
  await requireSecret(url);
  return safeFetch(url, {
    method,
    headers: {
      authorization: authorizationOf(url, login, method),
      "user-agent": "Perin",
      ...(body === undefined || "content-type" in headers ? {} : { "content-type": "application/xml; charset=utf-8" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    signal,
  });
};

const send = async (url: URL, login: DavLogin, request: DavRequest, signal: AbortSignal): Promise<DavAnswer> => {
  let answer = await ask(url, login, request, signal);
  const wanted = digestWanted(answer.response);
  if (wanted !== null) {
    // Where a redirect led is where it was asked.
    const at = new URL(answer.url);
    remember(keyOf(at, login), wanted);
    answer = await ask(at, login, request, signal);
  }
  const { response, url: from } = answer;
  const { status } = response;
  // 501 and 507 (RFC 4918, 11.5) won't be better later.
  const refusal = status === 501 || status === 507 ? null : passingRefusal(who, status, response.headers);
  if (refusal !== null) throw refusal;
  return { status, headers: response.headers, text: await response.text(), url: new URL(from) };
};

/** Errors: integrations/address-refused, -too-large, -unreachable, -quota, -reconnect (401). Other refusals are answers. */
export const davCall = async (url: URL, login: DavLogin, request: DavRequest): Promise<DavAnswer> => {
  const { signal } = request;
  let answer: DavAnswer;
  try {
    const sent = (inner: AbortSignal): Promise<DavAnswer> => send(url, login, request, inner);
    answer = await timed("provider_call_ms", { provider: "caldav" }, () => callGuarded(`caldav ${url.host}`, sent, { deadlineMs: callMaxMs, signal }));
  } catch (error) {
    throw failureOfFetch(who, error, signal);
  }
  if (answer.status === 401) throw new AppError("integrations/reconnect", { message: `${who} answered 401` });
  return answer;
};

/**
 * Whether a write was carried out (RFC 4918, 9.6 and 9.7). A page that stands in between, a hotel's sign-in say, answers 200 as well.
 * Errors: integrations/unreachable for such a page.
 */
export const carriedOut = ({ status, headers, text }: DavAnswer): boolean => {
  if (status === 200 && text !== "" && /html|json/i.test(headers.get("content-type") ?? ""))
    throw new AppError("integrations/unreachable", { message: "something else answered in the calendar server's place" });
  return status < 300;
};

/** What a refusal means where nothing better is known. */
export const refusalOf = (status: number): AppError => {
  const message = `${who} answered ${status}`;
  switch (status) {
    case 403:
    case 405:
    case 507:
      return new AppError("integrations/forbidden-outside", { message });
    case 404:
    case 410:
      return new AppError("integrations/gone-outside", { message });
    case 409:
    case 412:
      return new AppError("integrations/changed-outside", { message });
    default:
      return new AppError("integrations/unreadable", { message });
  }
};

export interface DavEntry {
  readonly url: URL;
  readonly status: number;
  /** Names in camel case, without namespaces. */
  readonly props: Readonly<Record<string, unknown>>;
}

export interface DavListing {
  readonly entries: readonly DavEntry[];
  readonly syncToken: string | null;
  /** Where it came from in the end. */
  readonly url: URL;
}

/** Text of an element, however it was written. */
export const textOf = (value: unknown): string => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  const cdata = typeof value === "object" && value !== null ? (value as { _cdata?: unknown })._cdata : undefined;
  return Array.isArray(cdata) ? cdata.map(textOf).join("") : cdata === undefined ? "" : textOf(cdata);
};

/** One or several of something. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];

export const childOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const listingOf = async ({ text, headers, url }: DavAnswer): Promise<DavListing> => {
  const body = new Response(text, { status: 207, headers: { "content-type": headers.get("content-type") ?? "application/xml" } });
  const responses: DAVResponse[] = await davRequest({
    url: url.href,
    init: { method: "PROPFIND", headers: {}, body: undefined },
    fetch: () => Promise.resolve(body),
  });
  const multistatus = childOf(responses[0]?.raw, "multistatus");
  if (multistatus === undefined) throw new AppError("integrations/unreadable", { message: "the calendar server answered no multistatus" });
  const entries = responses.flatMap(({ href, status, props }): DavEntry[] => {
    const at = href === undefined ? null : URL.parse(textOf(href), url.href);
    return at === null ? [] : [{ url: at, status, props: props ?? {} }];
  });
  return { entries, syncToken: textOf(childOf(multistatus, "syncToken")) || null, url };
};

/** PROPFIND and REPORT. Null for an answer that isn't 207. Errors as `davCall`; integrations/unreadable. */
export const davList = async (
  url: URL,
  login: DavLogin,
  request: DavRequest & { readonly depth: "0" | "1" },
): Promise<{ readonly listing: DavListing | null; readonly answer: DavAnswer }> => {
  const { depth, ...rest } = request;
  const answer = await davCall(url, login, { ...rest, headers: { ...rest.headers, depth } });
  return { listing: answer.status === 207 ? await listingOf(answer) : null, answer };
};

export const xml = (text: string): string => text.replace(/[<>&"']/g, (one) => `&#${one.charCodeAt(0)};`);

const namespaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:cs="http://calendarserver.org/ns/" xmlns:a="http://apple.com/ns/ical/"';
export const propfindBody = (...names: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><d:propfind ${namespaces}><d:prop>${names.map((name) => `<${name}/>`).join("")}</d:prop></d:propfind>`;
export const reportBody = (name: string, inner: string): string => `<?xml version="1.0" encoding="utf-8"?><${name} ${namespaces}>${inner}</${name}>`;
