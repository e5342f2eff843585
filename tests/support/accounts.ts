/** A fresh account per test, and requests that carry its session as a browser would. */
import { randomUUID } from "node:crypto";
import { POST as signUpRoute } from "@/app/api/auth/sign-up/email/route";
import type { Actor } from "@/lib/identity/contracts";
import { createAccount, ownerActor } from "@/lib/identity/service";

export const newEmail = (): string => `${randomUUID()}@example.com`;

/** An owner without a session, for verbs. */
export const newOwner = async (zone = "Europe/Berlin"): Promise<Actor> =>
  ownerActor((await createAccount({ name: "Ada Owner", email: newEmail(), password: "correct horse", zone, locale: "en-GB", seeded: true })).id, "session");

export interface Browser {
  readonly email: string;
  cookie: string;
  /** A same-origin request with this browser's cookies. */
  request(path: string, init?: { readonly method?: string; readonly body?: unknown; readonly headers?: Record<string, string> }): Request;
}

export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");

export const jsonRequest = (
  path: string,
  { method = "GET", body, headers = {} }: { readonly method?: string; readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Request =>
  new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });

export const browserWith = (email: string, cookie: string): Browser => ({
  email,
  cookie,
  request(path, init = {}) {
    return jsonRequest(path, { ...init, headers: { cookie: this.cookie, origin: "http://127.0.0.1:3000", ...init.headers } });
  },
});

/** Signs up over HTTP and keeps the cookie. */
export const newBrowser = async (password = "correct horse"): Promise<Browser> => {
  const email = newEmail();
  const response = await signUpRoute(
    jsonRequest("/api/auth/sign-up/email", { method: "POST", body: { name: "Bea Browser", email, password, zone: "Asia/Tokyo", locale: "en-US" } }),
  );
  if (response.status !== 200) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  return browserWith(email, cookiesOf(response));
};
