/**
 * A server that listens beyond its own machine could be claimed by whoever finds it first. The console prints a code,
 * made from the server's secret, so that it is the same after a restart and nothing has to be stored.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "@/lib/config";
import { isLoopbackHost } from "@/lib/http/same-origin";
import { hasRealAccount } from "@/lib/queries/profiles";
import { authSecret } from "@/lib/secrets";
import type { SignUpState } from "./contracts";

/** No 0, 1, I, L, O, U: the code is read off a screen and typed. 10 signs carry 49 bits. */
const signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const code = (): string => {
  const digest = createHmac("sha256", authSecret()).update("perin set-up code").digest();
  return Array.from(digest.subarray(0, 10), (byte) => signs[byte % signs.length]).join("");
};

const normal = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, "");

export const isSetupCode = (given: string): boolean => {
  const [a, b] = [Buffer.from(normal(given)), Buffer.from(code())];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** The code that the first sign-up has to bring, as "ABCDE-FGHJK"; null when none is needed. For the console at the start. */
export const neededSetupCode = async (): Promise<string | null> => {
  if (isLoopbackHost(config().HOST) || (await hasRealAccount())) return null;
  return `${code().slice(0, 5)}-${code().slice(5)}`;
};

/** How this server takes new accounts now. */
export const signUpState = async (): Promise<SignUpState> => {
  if (config().DISABLE_SIGNUP) return "closed";
  if (await hasRealAccount()) return "open";
  return isLoopbackHost(config().HOST) ? "first" : "first-with-code";
};
