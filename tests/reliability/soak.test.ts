/** R47 and R49: a server that works on and on, and servers whose machines are set to other zones. RELIABILITY_SOAK_SECONDS: 60; the full test is 1200. */
import { readFileSync } from "node:fs";
import { book, get, post, signUp } from "./support/client";
import { hasServer, ownDatabase } from "./support/database";
import { endAll, startServer } from "./support/processes";

const soakMs = Number(process.env.RELIABILITY_SOAK_SECONDS ?? 60) * 1_000;

afterAll(endAll, 30_000);

const residentMb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

/** Least squares over the second half, when caches are full and code is compiled. MB per minute. */
const slope = (samples: readonly { atMs: number; mb: number }[]): number => {
  const late = samples.slice(Math.floor(samples.length / 2));
  const meanAt = late.reduce((sum, { atMs }) => sum + atMs, 0) / late.length;
  const meanMb = late.reduce((sum, { mb }) => sum + mb, 0) / late.length;
  const above = late.reduce((sum, { atMs, mb }) => sum + (atMs - meanAt) * (mb - meanMb), 0);
  const below = late.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0);
  return (above / below) * 60_000;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** From the first third to the last, in MB: a minute's slope is mostly where the collector stood at its end. */
const growth = (samples: readonly { mb: number }[]): number => {
  const third = Math.floor(samples.length / 3);
  const mb = samples.map((sample) => sample.mb);
  return median(mb.slice(-third)) - median(mb.slice(0, third));
};

test(
  `R47: ${soakMs / 1000} s of reading, booking and talking: no failed request, and memory that doesn't run away`,
  async () => {
    const server = await startServer({});
    const owner = await signUp(server.origin);
    const samples: { atMs: number; mb: number }[] = [];
    const pid = server.child.pid ?? 0;
    const endMs = performance.now() + soakMs;
    let requests = 0;
    const failures: string[] = [];
    const check = async (response: Response): Promise<void> => {
      requests += 1;
      await response.arrayBuffer();
      if (!response.ok) failures.push(`${response.url} ${response.status}`);
    };
    const client = async (k: number): Promise<void> => {
      for (let n = 0; performance.now() < endMs; n += 1) {
        // Neither ever comes to a time that the other one has taken.
        await check(await book(server.origin, owner, 2 * n + k));
        await check(await get(server.origin, owner, "/api/settings/profile"));
        await check(await get(server.origin, owner, "/api/events?from=2027-01-04T00:00:00Z&to=2027-01-11T00:00:00Z"));
        if (n % 5 === 0)
          await check(
            await post(server.origin, owner, "/api/ai/chat", { messages: [{ role: "user", parts: [{ type: "text", text: "When am I free tomorrow?" }] }] }),
          );
      }
    };
    const sampler = setInterval(() => samples.push({ atMs: performance.now(), mb: residentMb(pid) }), 500);
    await Promise.all([client(0), client(1)]);
    clearInterval(sampler);
    const mbPerMinute = slope(samples);
    console.info(
      JSON.stringify({
        id: "R47",
        seconds: soakMs / 1000,
        requests,
        firstMb: Math.round(samples[0]?.mb ?? 0),
        lastMb: Math.round(samples.at(-1)?.mb ?? 0),
        mbPerMinute: Number(mbPerMinute.toFixed(2)),
        growthMb: Math.round(growth(samples)),
      }),
    );
    expect(failures).toEqual([]);
    // A minute is too short to tell a slow leak from a heap that still grows into its size; twenty aren't.
    if (soakMs >= 1_200_000) expect(mbPerMinute).toBeLessThan(1);
    else expect(growth(samples)).toBeLessThan(400);
    expect(await server.kill("SIGTERM")).toBe(0);
  },
  soakMs + 300_000,
);

if (hasServer) {
  test("R49: servers set to four zones answer the same to the letter", async () => {
    const look = await ownDatabase("_zones");
    const answers: string[] = [];
    let owner: Awaited<ReturnType<typeof signUp>> | undefined;
    for (const TZ of ["UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu"]) {
      const server = await startServer({ DATABASE_URL: look.url, TZ });
      if (!owner) {
        owner = await signUp(server.origin);
        for (const n of [0, 3_500, 4_000, 11_000]) expect((await book(server.origin, owner, n)).ok).toBe(true);
      }
      const mine = owner;
      const asked = await Promise.all([
        get(server.origin, mine, "/api/events?from=2027-01-01T00:00:00Z&to=2027-12-31T00:00:00Z"),
        post(server.origin, mine, "/api/free-time", { from: "2027-03-25T00:00:00Z", to: "2027-04-02T00:00:00Z", durationMinutes: 30 }),
        post(server.origin, mine, "/api/explain-time", { start: "2027-03-28T01:30:00Z", end: "2027-03-28T02:30:00Z" }),
      ]);
      expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
      answers.push((await Promise.all(asked.map((answer) => answer.text()))).join("\n"));
      await server.kill("SIGTERM");
    }
    expect(new Set(answers).size).toBe(1);
    await look.close();
  }, 180_000);
}
