/** What the security headers of an answer depend on, as its request tells. */
import { config } from "@/lib/config";
import { isSecureOrigin } from "./origin";
import type { Surroundings } from "./security-headers";

/** Their addresses are secrets that were handed out: no other site learns them, no search engine keeps them. */
const visitors = /^\/(?:api\/)?(?:talk|talk-to-perin|managed|feeds|unsubscribe|notifications\/unsubscribe)(?:\/|$)/;
const notPages = /^\/(?:api|_next)\/|\.[a-z0-9]{2,11}$/;

export const isPage = (pathname: string): boolean => !notPages.test(pathname);

const cameOverHttps = (forwardedProto: string | null | undefined): boolean =>
  isSecureOrigin() || (config().TRUST_PROXY > 0 && forwardedProto?.split(",").at(-1)?.trim() === "https");

export const surroundingsOf = (pathname: string, forwardedProto: string | null | undefined): Surroundings => ({
  secure: cameOverHttps(forwardedProto),
  development: config().NODE_ENV === "development",
  handedOut: visitors.test(pathname),
});
