/** Under which name passkeys are made here. Browsers bind them to a domain, never to a number. */
import { isIP } from "node:net";
import { config, publicOrigin } from "@/lib/config";
import { isLoopbackHost } from "@/lib/http/same-origin";

export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** The configured address; without one, "localhost" as far as the request came by that name. Null where passkeys can't work. */
export const relyingParty = (headers: Headers): RelyingParty | null => {
  const { PUBLIC_URL, APP_URL, HOST } = config();
  const host = headers.get("host");
  const asked = (PUBLIC_URL ?? APP_URL) === undefined && isLoopbackHost(HOST) && host !== null && /^localhost(?::\d{1,5})?$/.test(host);
  const url = new URL(asked ? `http://${host}` : publicOrigin());
  return isIP(url.hostname.replace(/^\[|\]$/g, "")) === 0 ? { id: url.hostname, origin: url.origin } : null;
};
