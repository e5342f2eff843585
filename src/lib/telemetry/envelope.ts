/** Sentry's wire format: a line of JSON about the whole, then a line of JSON and a payload for each item. */
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { scrubEvent } from "./scrub-event";

const EnvelopeHeader = z.looseObject({ dsn: z.string(), event_id: z.string().max(64).optional(), sent_at: z.string().max(64).optional() });
const ItemHeader = z.looseObject({ type: z.string(), length: z.number().int().nonnegative().optional() });
const Payload = z.record(z.string(), z.unknown());
const itemsMax = 20;
/** What a browser may send on: what broke, and how long things took. No replays, no attachments, no feedback. */
const accepted = new Set(["event", "transaction"]);

const parse = <T>(schema: z.ZodType<T>, text: string): T => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("request/invalid", { cause, issues: [{ path: [], message: "This isn't a Sentry envelope" }] });
  }
};

/** Cuts a line off at `from`, or as many bytes as an item declares. */
const cut = (bytes: Buffer, from: number, length?: number): { text: string; next: number } => {
  const newline = bytes.indexOf(10, from);
  const end = length === undefined ? (newline < 0 ? bytes.length : newline) : Math.min(bytes.length, from + length);
  return { text: bytes.subarray(from, end).toString("utf8"), next: end + 1 };
};

/** Key, host and path of two DSNs are what makes them the same project. */
const sameProject = (a: string, b: string): boolean => {
  if (!URL.canParse(a) || !URL.canParse(b)) return false;
  const [left, right] = [new URL(a), new URL(b)];
  return left.host === right.host && left.pathname === right.pathname && left.username === right.username;
};

/** The envelope as it may go on, or null when nothing in it may. Errors: request/invalid, also for another project than ours. */
export const cleanEnvelope = (bytes: Buffer, dsn: string): string | null => {
  const head = cut(bytes, 0);
  const header = parse(EnvelopeHeader, head.text);
  if (!sameProject(header.dsn, dsn)) throw new AppError("request/invalid", { issues: [{ path: ["dsn"], message: "Not this server's project" }] });
  const lines = [JSON.stringify({ dsn, ...(header.event_id === undefined ? {} : { event_id: header.event_id }), sent_at: new Date().toISOString() })];
  for (let at = head.next, count = 0; at < bytes.length && count < itemsMax; count += 1) {
    const itemLine = cut(bytes, at);
    if (itemLine.text.trim() === "") break;
    const item = parse(ItemHeader, itemLine.text);
    const payload = cut(bytes, itemLine.next, item.length);
    at = payload.next;
    if (accepted.has(item.type)) lines.push(JSON.stringify({ type: item.type }), JSON.stringify(scrubEvent(parse(Payload, payload.text))));
  }
  return lines.length === 1 ? null : `${lines.join("\n")}\n`;
};

/** Where a project takes envelopes: https://key@host/path/1 is https://host/path/api/1/envelope/. */
const envelopeUrl = (dsn: string): string => {
  const { protocol, host, pathname } = new URL(dsn);
  const at = pathname.lastIndexOf("/");
  return `${protocol}//${host}${pathname.slice(0, at)}/api/${pathname.slice(at + 1)}/envelope/`;
};

const forwardMs = 5_000;

/** Sends a clean envelope to the configured project and nowhere else. Answers its status. */
export const forwardEnvelope = async (envelope: string, dsn: string): Promise<number> => {
  const headers = {
    "content-type": "application/x-sentry-envelope",
    "x-sentry-auth": `Sentry sentry_version=7, sentry_client=perin, sentry_key=${new URL(dsn).username}`,
  };
  const { status } = await fetch(envelopeUrl(dsn), { method: "POST", body: envelope, headers, redirect: "error", signal: AbortSignal.timeout(forwardMs) });
  return status;
};
