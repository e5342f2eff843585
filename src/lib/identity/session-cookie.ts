/** The cookie that names a session: better-auth writes and signs it, we read it on every request without loading better-auth. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { cookiePrefix, isSecureOrigin, sessionCookieName } from "@/lib/http/origin";
import { authSecret } from "@/lib/secrets";

const cookieValue = (header: string | null, name: string): string | null => {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
};

const signatureOf = (token: string): Buffer => createHmac("sha256", authSecret()).update(token).digest();

/** The session token of a request if its signature is ours, else null. Format: `token.base64(hmac-sha256(secret, token))`, URL-encoded. */
export const readSessionToken = (headers: Headers): string | null => {
  const cookie = cookieValue(headers.get("cookie"), sessionCookieName());
  if (cookie === null) return null;
  const value = decoded(cookie);
  const at = value.lastIndexOf(".");
  if (at <= 0) return null;
  const token = value.slice(0, at);
  const given = Buffer.from(value.slice(at + 1), "base64");
  const wanted = signatureOf(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
};

const written = (name: string, value: string, lifetimeSeconds: number | null): string =>
  `${name}=${value}; Path=/; ${lifetimeSeconds === null ? "" : `Max-Age=${lifetimeSeconds}; `}HttpOnly; SameSite=Lax${isSecureOrigin() ? "; Secure" : ""}`;

/** Set-Cookie value for a session, signed as better-auth signs; null = until the browser closes. */
export const sessionCookie = (token: string, lifetimeSeconds: number | null): string =>
  written(sessionCookieName(), encodeURIComponent(`${token}.${signatureOf(token).toString("base64")}`), lifetimeSeconds);

/** Set-Cookie value that makes the browser forget its session. */
export const expiredSessionCookie = (): string => written(sessionCookieName(), "", 0);

/** What is under way in this browser before there is a session: the second step of signing in, the way back from Google. */
type StepCookie = "step" | "google";
const stepName = (step: StepCookie): string => `${cookiePrefix()}.${step}`;

export const stepCookie = (step: StepCookie, token: string, lifetimeMs: number): string => written(stepName(step), token, Math.round(lifetimeMs / 1000));
export const expiredStepCookie = (step: StepCookie): string => written(stepName(step), "", 0);
export const readStepToken = (headers: Headers, step: StepCookie): string | null => cookieValue(headers.get("cookie"), stepName(step));
