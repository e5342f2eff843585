/** What a visitor's browser brings along: the address it comes from, and the cookie of its visit, which only this link's own calls see. */
import { clientAddress, toLimitKey } from "@/lib/http/client-address";
import { isSecureOrigin } from "@/lib/http/origin";
import type { Caller } from "@/lib/delegation/service";

const name = "perin.visit";
const lifetimeSeconds = 30 * 24 * 60 * 60;

const cookieOf = (headers: Headers): string | null => {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
};

export const callerOf = ({ headers }: Request): Caller => ({ address: toLimitKey(clientAddress(headers)), visit: cookieOf(headers) });

/** Set-Cookie value for a visit of the link with this token. */
export const visitCookie = (token: string, secret: string): string =>
  `${name}=${secret}; Path=/api/talk/${encodeURIComponent(token)}; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Strict${isSecureOrigin() ? "; Secure" : ""}`;
