/** The one way to a feed's address: public addresses only, guarded, no more than can be read, and only when it changed. */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { safeFetch } from "@/lib/http/safe-fetch";
import { timed } from "@/lib/metrics";
import { callGuarded } from "@/lib/resilience/guarded-call";
import { failureOfFetch, passingRefusal } from "../typed-address";

const bytesMax = 25 * 1024 * 1024;
const callMaxMs = 25_000;
const who = "the feed";

/** What was there last time. */
export interface FeedState {
  readonly etag: string | null;
  readonly modified: string | null;
  /** Of the whole text, for servers that don't say. */
  readonly hash: string | null;
}

export interface Feed extends FeedState {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
}

/** "webcal://…" and "example.com/a.ics", as an address that can be fetched. Errors: integrations/address-refused. */
export const feedAddress = (typed: string): URL => {
  const bare = typed.trim().replace(/^webcals?:\/\//i, "https://");
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(bare) && !/^[^/:]+:\d+(?:\/|$)/.test(bare) ? bare : `https://${bare}`);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "")
    throw new AppError("integrations/address-refused");
  return url;
};

const refusalOf = (status: number, headers: Headers): AppError | null =>
  status === 304 || (status >= 200 && status < 300)
    ? null
    : (passingRefusal(who, status, headers) ?? new AppError("integrations/not-a-calendar", { message: `${who} answered ${status}` }));

/**
 * What is there; null when it is what was there last time. Errors: integrations/address-refused, -too-large, -not-a-calendar, -unreachable,
 * -quota.
 */
export const fetchFeed = async (address: URL, before: FeedState | null, signal: AbortSignal): Promise<Feed | null> => {
  const headers = {
    accept: "text/calendar, */*;q=0.5",
    "user-agent": "Perin",
    ...(before?.etag == null ? {} : { "if-none-match": before.etag }),
    ...(before?.modified == null ? {} : { "if-modified-since": before.modified }),
  };
  const ask = async (inner: AbortSignal): Promise<Response> => {
    const { response } = await safeFetch(address, { headers, bytesMax, signal: inner });
    const refusal = refusalOf(response.status, response.headers);
    if (refusal !== null) throw refusal;
    return response;
  };
  try {
    const response = await timed("provider_call_ms", { provider: "ics" }, () => callGuarded(`ics ${address.host}`, ask, { deadlineMs: callMaxMs, signal }));
    if (response.status === 304) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const hash = createHash("sha256").update(bytes).digest("base64url");
    if (hash === before?.hash) return null;
    const { headers: said } = response;
    return { bytes, contentType: said.get("content-type"), etag: said.get("etag"), modified: said.get("last-modified"), hash };
  } catch (error) {
    throw failureOfFetch(who, error, signal);
  }
};
