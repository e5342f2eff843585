/**
 * Who is at the other end, for limits and the session list. Headers are the caller's to write, so the socket is asked:
 * each incoming request gets the address of its peer, over whatever the caller put there.
 */
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { config } from "@/lib/config";

const header = "x-perin-peer";
const key = Symbol.for("perin.http.peers-watched");
const holder = globalThis as { [key]?: true };

const mark = (message: unknown): void => {
  const { request } = message as { request: IncomingMessage };
  request.headers[header] = request.socket.remoteAddress ?? "";
};

/** Call once at the start of a server, before it takes requests. */
export const watchPeers = (): void => {
  if (holder[key] === true) return;
  diagnostics.subscribe("http.server.request.start", mark);
  holder[key] = true;
};

/** One household is one caller: an IPv6 customer owns a /64 (RFC 6177), and ::ffff:1.2.3.4 is 1.2.3.4. */
export const toLimitKey = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.join(":")}::/64`;
};

/** Address of the caller: the socket's, or with TRUST_PROXY=n the n-th from the right of X-Forwarded-For. "unknown" when nobody can say. */
export const clientAddress = (headers: Headers): string => {
  const peer = holder[key] === true ? (headers.get(header) ?? "") : "";
  const hops = config().TRUST_PROXY;
  const forwarded = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const address = hops === 0 ? peer : (forwarded.at(-hops) ?? peer);
  return address === "" ? "unknown" : address;
};
