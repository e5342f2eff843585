/** What of an error may leave for Sentry: what broke and where, never what people wrote, sent or are called. */
import { redact } from "@/lib/logger";

type Members = Readonly<Record<string, unknown>>;

/** Everything else (breadcrumbs, cookies, bodies, headers, the machine's name) stays here. */
const kept = [
  "event_id",
  "type",
  "timestamp",
  "start_timestamp",
  "platform",
  "level",
  "release",
  "environment",
  "exception",
  "message",
  "transaction",
  "transaction_info",
  "spans",
  "tags",
  "fingerprint",
  "sdk",
  "debug_meta",
] as const;
const contextsKept = ["trace", "runtime", "os", "browser"] as const;
/** A Sentry event is deeper than a log line: twelve levels instead of six. */
const extraDepth = -6;

const pick = (from: Members, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));

/** `data` and `attributes` are those of spans: addresses with their queries, statements, headers. */
const contents = new Set(["vars", "pre_context", "context_line", "post_context", "data", "attributes"]);

const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);

/** An address keeps its path; what stands behind `?` and `#` is somebody's. */
const withoutQuery = (url: unknown): string | undefined => (typeof url === "string" ? url.split(/[?#]/)[0] : undefined);

/** Values of variables and lines of source may stand in frames; they go, names and line numbers stay. */
const withoutContents = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutContents);
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (contents.has(name) ? [] : [[name, withoutContents(inner)]])));
};

/** `userIdHash` is the only thing said of a person. */
export const scrubEvent = (event: Members, userIdHash?: string): Record<string, unknown> => {
  const request = isMembers(event.request) ? { ...pick(event.request, ["method"]), url: withoutQuery(event.request.url) } : undefined;
  const safe = redact(withoutContents(pick(event, kept)), extraDepth) as Record<string, unknown>;
  return {
    ...safe,
    ...(isMembers(event.contexts) ? { contexts: redact(pick(event.contexts, contextsKept)) } : {}),
    ...(request === undefined ? {} : { request }),
    ...(userIdHash === undefined ? {} : { user: { id: userIdHash } }),
  };
};
