/**
 * Cross-site request forgery: a browser says where a request comes from, so a change asked for by another site is refused.
 * Programs that say nothing (command line, tests) carry no ambient cookie and pass.
 */
import { config, publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";

const loopback = /^(?:localhost|[\w-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
export const isLoopbackHost = (hostname: string): boolean => loopback.test(hostname) || hostname === "::1";

const hostOf = (request: Request): string => request.headers.get("host") ?? new URL(request.url).host;

const parsed = (origin: string): URL | null => (URL.canParse(origin) ? new URL(origin) : null);

/** May a page of this origin change things here? Only our own: the configured one, or on a loopback server the host that was asked. */
const isOwnOrigin = (origin: string, host: string): boolean => {
  const url = parsed(origin);
  if (url === null) return false;
  if (url.origin === publicOrigin()) return true;
  const { PUBLIC_URL, APP_URL, HOST } = config();
  if ((PUBLIC_URL ?? APP_URL) !== undefined) return false;
  // Without a configured address the host that was asked is ours; a loopback server takes loopback names only, against DNS rebinding.
  return url.host === host && (!isLoopbackHost(HOST) || isLoopbackHost(url.hostname));
};

/** Errors: request/cross-site. Reading methods pass. */
export const requireSameOrigin = (request: Request): void => {
  if (request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS") return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") throw new AppError("request/cross-site");
  if (origin !== null && !isOwnOrigin(origin, hostOf(request))) throw new AppError("request/cross-site");
};
