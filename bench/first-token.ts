/** P10: from the question to the first word on the wire, with a scripted model: our built server's chat beside a bare AI SDK route of the bare app's. */
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startModelServer } from "../tests/support/model-server";
import { newId } from "../src/lib/ids";
import { buildBare, buildOurs, signUp, startBare, startBuilt, stop, untilAnswers } from "./built-server";
import { median, round, type Measure } from "./measure";

const rounds = 60;
const warmUp = 40;
const [barePort, oursPort] = [3193, 3194];

/** Milliseconds until the first piece of text, and then the rest is read. */
const untilFirstWord = async (url: string, headers: Readonly<Record<string, string>>): Promise<number> => {
  const body = JSON.stringify({
    id: newId(),
    messages: [{ id: newId(), role: "user", parts: [{ type: "text", text: "Hello" }] }],
    trigger: "submit-message",
  });
  const startedMs = performance.now();
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json", origin: new URL(url).origin, ...headers }, body });
  if (!response.ok || response.body === null) throw new Error(`The route answered ${response.status}: ${await response.text()}`);
  let firstMs: number | undefined;
  let read = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    read += piece;
    if (firstMs === undefined && read.includes('"text-delta"')) firstMs = performance.now() - startedMs;
  }
  if (firstMs === undefined) throw new Error("The answer had no words.");
  return firstMs;
};

export const benchFirstToken = async (): Promise<Measure[]> => {
  buildBare();
  buildOurs();
  const dataDir = mkdtempSync(join(tmpdir(), "perin-bench-"));
  const model = await startModelServer(...Array.from({ length: 2 * (rounds + warmUp) }, () => ({ text: "Good morning, how are you today?" })));
  const configured = { OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: "scripted" };
  const [bareUrl, oursUrl] = [`http://127.0.0.1:${barePort}`, `http://127.0.0.1:${oursPort}`];
  const times = { ours: [] as number[], bare: [] as number[] };
  const running: ChildProcess[] = [];
  try {
    running.push((await untilAnswers(() => startBare(barePort, configured), `${bareUrl}/`)).child);
    running.push((await untilAnswers(() => startBuilt(oursPort, dataDir, configured), `${oursUrl}/sign-in`)).child);
    const cookie = await signUp(oursUrl);
    for (let at = 0; at < rounds + warmUp; at += 1) {
      const [peerMs, oursMs] = [await untilFirstWord(`${bareUrl}/api/first-token`, {}), await untilFirstWord(`${oursUrl}/api/ai/chat`, { cookie })];
      if (at < warmUp) continue;
      times.bare.push(peerMs);
      times.ours.push(oursMs);
    }
  } finally {
    for (const child of running) await stop(child);
    await model.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const [ours, bare] = [median(times.ours), median(times.bare)];
  return [
    {
      id: "P10 time to first token, scripted model, embedded database",
      n: rounds,
      figures: { oursMs: round(ours, 1), bareMs: round(bare, 1) },
      ratio: round(ours / bare, 2),
      pass: ours / bare <= 1.6,
    },
  ];
};
