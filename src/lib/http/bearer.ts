/** Machines that read numbers and health prove themselves by a token from the configuration. */
import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** True when the request carries one of the tokens as a bearer; compared in constant time. A token that isn't set opens nothing. */
export const carriesToken = (request: Request, ...tokens: readonly (string | undefined)[]): boolean => {
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return given !== undefined && tokens.some((token) => token !== undefined && timingSafeEqual(digest(given), digest(token)));
};
