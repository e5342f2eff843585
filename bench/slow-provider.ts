/** R13: a hundred people wait for a model that takes two seconds; how long does somebody wait who doesn't need it? The built server, with and without them, in turns. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startModelServer } from "../tests/support/model-server";
import { buildOurs, signUp, startBuilt, stop, untilAnswers } from "./built-server";
import { median, quantile, round, type Measure } from "./measure";

const port = 3194;
const origin = `http://127.0.0.1:${port}`;
const clients = 100;
const slowMs = 2_000;
const rounds = 3;
const roundMs = 8_000;

/** One question that a model answers in two seconds; every client has a conversation of its own. */
const ask = async (cookie: string, signal: AbortSignal): Promise<void> => {
  const body = JSON.stringify({ messages: [{ role: "user", parts: [{ type: "text", text: "Good evening" }] }] });
  const response = await fetch(`${origin}/api/ai/chat`, { method: "POST", headers: { "content-type": "application/json", origin, cookie }, body, signal });
  await response.arrayBuffer();
};

/** Milliseconds of each of the requests that somebody makes, one every ten milliseconds. */
const look = async (cookie: string): Promise<number[]> => {
  const times: number[] = [];
  const endMs = performance.now() + roundMs;
  while (performance.now() < endMs) {
    const startedMs = performance.now();
    const response = await fetch(`${origin}/api/settings/profile`, { headers: { cookie } });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The profile answered ${response.status}`);
    times.push(performance.now() - startedMs);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return times;
};

export const benchSlowProvider = async (): Promise<Measure[]> => {
  buildOurs();
  const dataDir = mkdtempSync(join(tmpdir(), "perin-bench-"));
  const models = await startModelServer();
  models.enqueue(...Array.from({ length: 5_000 }, () => ({ text: "Good", piece: 4, pauseMs: slowMs })));
  const configured = { OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: "slow" };
  const { child } = await untilAnswers(() => startBuilt(port, dataDir, configured), `${origin}/sign-in`);
  try {
    const cookie = await signUp(origin);
    await look(cookie);
    const p99 = { quiet: [] as number[], busy: [] as number[] };
    let answered = 0;
    for (let turn = 0; turn < rounds; turn += 1) {
      p99.quiet.push(quantile(await look(cookie), 0.99));
      const over = new AbortController();
      const waiting = Array.from({ length: clients }, async (_, n) => {
        // They don't all come in one millisecond.
        await new Promise((resolve) => setTimeout(resolve, (n * slowMs) / clients));
        while (!over.signal.aborted)
          await ask(cookie, over.signal).then(
            () => (answered += 1),
            () => undefined,
          );
      });
      p99.busy.push(quantile(await look(cookie), 0.99));
      over.abort();
      await Promise.all(waiting);
    }
    const [quiet, busy] = [median(p99.quiet), median(p99.busy)];
    return [
      {
        id: "R13 p99 of a route that needs no model, beside 100 who wait 2 s for one",
        n: rounds,
        figures: { quietP99Ms: round(quiet, 1), busyP99Ms: round(busy, 1), answersOfTheModel: answered },
        ratio: round(busy / quiet, 2),
        pass: answered > clients && busy / quiet <= 1.5,
      },
    ];
  } finally {
    await stop(child);
    await models.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
