/** An owner who uses the server over HTTP. */
import { randomUUID } from "node:crypto";

export interface Owner {
  readonly cookie: string;
  readonly email: string;
}

const headers = (origin: string, cookie?: string): Record<string, string> => ({
  "content-type": "application/json",
  origin,
  ...(cookie === undefined ? {} : { cookie }),
});

export const signUp = async (origin: string): Promise<Owner> => {
  const email = `${randomUUID()}@example.com`;
  const body = JSON.stringify({ name: "Rel Iable", email, password: "correct horse", zone: "Europe/Berlin", locale: "en-GB" });
  const response = await fetch(`${origin}/api/auth/sign-up/email`, { method: "POST", headers: headers(origin), body });
  if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  return {
    email,
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0] ?? "")
      .join("; "),
  };
};

export const post = (origin: string, owner: Owner, path: string, body: unknown, extra: RequestInit = {}): Promise<Response> =>
  fetch(`${origin}${path}`, { method: "POST", headers: headers(origin, owner.cookie), body: JSON.stringify(body), ...extra });
export const get = (origin: string, owner: Owner, path: string, extra: RequestInit = {}): Promise<Response> =>
  fetch(`${origin}${path}`, { headers: headers(origin, owner.cookie), ...extra });

/** Half an hour of its own for every n, in the year 2027 and after. */
const slot = (n: number): { start: string; end: string } => {
  const startMs = Date.UTC(2027, 0, 4) + n * 1_800_000;
  return { start: new Date(startMs).toISOString(), end: new Date(startMs + 1_800_000).toISOString() };
};

export const book = (origin: string, owner: Owner, n: number, title = `Meeting ${n}`): Promise<Response> =>
  post(origin, owner, "/api/bookings", { title, ...slot(n) }, { signal: AbortSignal.timeout(20_000) });
