/**
 * Puts the security headers on an answer before Next.js sees its request, for everything but pages (those need a nonce from src/proxy.ts), and sends
 * requests that Next.js would fall over to where they are refused. It costs microseconds, a way through the proxy tenths of a millisecond. The proxy passes over what is marked here, and nothing else: a request that came
 * before the watch began, or to a server without it, gets its headers there.
 */
import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { processWide } from "@/lib/config";
import { securityHeaders } from "./security-headers";
import { isPage, surroundingsOf } from "./surroundings";
import { refusedAt } from "./unusable";

/** Named in the matcher of src/proxy.ts. Whatever the caller wrote under it is taken away. */
const mark = "x-perin-headers-sent";

const head = (message: unknown): void => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const elsewhere = refusedAt(request.method, request.url);
  if (elsewhere !== null) Object.assign(request, { url: elsewhere, method: "GET" });
  const [pathname = ""] = (request.url ?? "").split("?", 1);
  if (isPage(pathname)) {
    Reflect.deleteProperty(request.headers, mark);
    return;
  }
  const proto = request.headers["x-forwarded-proto"];
  const headers = securityHeaders(surroundingsOf(pathname, typeof proto === "string" ? proto : proto?.join(",")));
  for (const name in headers) response.setHeader(name, headers[name] ?? "");
  request.headers[mark] = "1";
};

const watch = processWide("http.early-headers", () => {
  diagnostics.subscribe("http.server.request.start", head);
  return true;
});

/** Call once at the start of a server. */
export const sendHeadersEarly = (): void => {
  watch.get();
};
