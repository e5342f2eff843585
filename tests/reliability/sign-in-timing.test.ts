/**
 * R24: who guesses at sign-in learns nothing about which addresses have accounts. Measured over HTTP, as a stranger would, and in this suite
 * because nothing else runs beside it: on a machine that builds and tests at the same time, chance alone is larger than the 20 ms.
 */
import { randomUUID } from "node:crypto";
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

const guess = async (origin: string, email: string): Promise<{ readonly tookMs: number; readonly answer: string }> => {
  const startedAtMs = performance.now();
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email, password: "not the one", rememberMe: true }),
  });
  const text = await response.text();
  return { tookMs: performance.now() - startedAtMs, answer: `${response.status} ${text}` };
};

/** Without what names the one request. */
const withoutRequest = (answer: string): string => answer.replaceAll(/[\da-f]{8}-[\da-f-]{27}|[\da-f]{32}/gu, "ID");

describe.each(hasServer ? ["embedded", "server"] : ["embedded"])("sign-in on %s", (kind) => {
  let database: Look | null = null;
  let origin = "";
  beforeAll(async () => {
    database = kind === "server" ? await ownDatabase("_sign_in") : null;
    ({ origin } = await startServer(database === null ? {} : { DATABASE_URL: database.url }));
  }, 180_000);
  afterAll(async () => {
    await endAll();
    await database?.close();
  }, 30_000);

  test(`an unknown address and a wrong password get the same answer in the same time, to within ${limitMs} ms`, async () => {
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
        const { tookMs, answer } = await guess(origin, address);
        answers.add(withoutRequest(answer));
        if (round >= 0) times.push(tookMs);
      }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^401 /u);
    expect(apart(known, unknown)).toBeLessThan(limitMs);
  }, 90_000);
});
