/**
 * R24: who guesses at sign-in or asks for a new password learns nothing about which addresses have accounts. Measured over HTTP, as a stranger
 * would, and in this suite because nothing else runs beside it: on a machine that builds and tests at the same time, chance alone is larger than
 * the 20 ms.
 */
import { randomUUID } from "node:crypto";
import { startMailCatcher, type MailCatcher } from "../support/mail-catcher";
import { signUp } from "./support/client";
import { hasServer, ownDatabase, type Look } from "./support/database";
import { endAll, startServer } from "./support/processes";

const limitMs = 20;

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
};

/**
 * By how much one is slower than the other, in ms: a difference in the work itself moves the whole distribution, chance only parts of it, so it is
 * the least that the quickest, the first quarter and the median agree on.
 */
const apart = (one: readonly number[], other: readonly number[]): number =>
  Math.min(...[0, 0.25, 0.5].map((share) => Math.abs(quantile(one, share) - quantile(other, share))));

const requests = {
  "/api/auth/sign-in/email": { body: { password: "not the one", rememberMe: true }, answer: /^401 / },
  "/api/auth/forgot-password": { body: {}, answer: /^200 / },
} as const;
type Path = keyof typeof requests;

const ask = async (origin: string, path: Path, email: string): Promise<{ readonly tookMs: number; readonly answer: string }> => {
  const startedAtMs = performance.now();
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email, ...requests[path].body }),
  });
  const text = await response.text();
  return { tookMs: performance.now() - startedAtMs, answer: `${response.status} ${text}` };
};

/** Without what names the one request. */
const withoutRequest = (answer: string): string => answer.replaceAll(/[\da-f]{8}-[\da-f-]{27}|[\da-f]{32}/gu, "ID");

describe.each(hasServer ? ["embedded", "server"] : ["embedded"])("accounts on %s", (kind) => {
  let database: Look | null = null;
  let catcher: MailCatcher;
  let origin = "";
  beforeAll(async () => {
    database = kind === "server" ? await ownDatabase("_sign_in") : null;
    catcher = await startMailCatcher();
    const mail = { SMTP_URL: catcher.url, MAIL_FROM: "Perin <perin@perin.example>" };
    ({ origin } = await startServer({ ...mail, ...(database === null ? {} : { DATABASE_URL: database.url }) }));
  }, 180_000);
  afterAll(async () => {
    await endAll();
    await catcher.close();
    await database?.close();
  }, 30_000);

  test.each(Object.keys(requests) as Path[])(
    `%s answers the same with and without an account, in the same time to within ${limitMs} ms`,
    async (path) => {
      const { email } = await signUp(origin);
      const known: number[] = [];
      const unknown: number[] = [];
      const answers = new Set<string>();
      // The first few compile code. More rounds bring chance down, and never a real difference.
      for (let round = -3; round < 20 || (round < 80 && apart(known, unknown) >= limitMs); round += 1)
        for (const [address, times] of [
          [email, known],
          [`${randomUUID()}@example.com`, unknown],
        ] as const) {
          const { tookMs, answer } = await ask(origin, path, address);
          answers.add(withoutRequest(answer));
          if (round >= 0) times.push(tookMs);
        }
      expect([...answers]).toEqual([expect.stringMatching(requests[path].answer)]);
      expect(apart(known, unknown)).toBeLessThan(limitMs);
    },
    90_000,
  );
});
