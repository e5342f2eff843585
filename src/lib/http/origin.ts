/** What follows from the address people type: how cookies are named and whether they may travel in the clear. */
import { publicOrigin } from "@/lib/config";

export const isSecureOrigin = (): boolean => publicOrigin().startsWith("https://");
/** Over https a cookie is bound to this host and never travels in the clear (RFC 6265bis section 4.1.3). */
export const cookiePrefix = (): string => (isSecureOrigin() ? "__Host-perin" : "perin");
export const sessionCookieName = (): string => `${cookiePrefix()}.session_token`;
