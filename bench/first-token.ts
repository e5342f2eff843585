/** P10: from the question to the first word on the wire, with a scripted model server: our whole chat route beside a bare AI SDK route, both in this process. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createUIMessageStreamResponse, streamText, toUIMessageStream } from "ai";
import { closeWorld, inWorld } from "../scripts/eval/assistant-world";
import { startModelServer } from "../tests/support/model-server";
import { median, round, type Measure } from "./measure";

process.env.LOG_LEVEL ??= "silent";

const rounds = 60;
const warmUp = 10;
const origin = "http://127.0.0.1:3000";

/** Milliseconds until the first piece of text, and then the rest is read. */
const untilFirstWord = async (ask: () => Promise<Response> | Response): Promise<number> => {
  const startedMs = performance.now();
  const response = await ask();
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

const signUp = async (): Promise<string> => {
  const { POST } = await import("../src/app/api/auth/sign-up/email/route");
  const body = { name: "Bench", email: `bench-${process.pid}@example.com`, password: "bench-password", zone: "Europe/Berlin", locale: "en-GB" };
  const response = await POST(
    new Request(`${origin}/api/auth/sign-up/email`, { method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify(body) }),
  );
  if (!response.ok) throw new Error(`The bench account can't be made: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
};

export const benchFirstToken = async (): Promise<Measure[]> => {
  const server = await startModelServer(...Array.from({ length: 2 * (rounds + warmUp) }, () => ({ text: "Good morning, how are you today?" })));
  const before = { ...process.env };
  Object.assign(process.env, { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "scripted", RATE_LIMIT_SCALE: "1000" });
  const times = { ours: [] as number[], bare: [] as number[] };
  try {
    await inWorld({ zone: "Europe/Berlin", locale: "en-GB", contacts: [], events: [] }, async () => {
      const [{ rereadConfig }, { POST }, { newId }] = await Promise.all([
        import("../src/lib/config"),
        import("../src/app/api/ai/chat/route"),
        import("../src/lib/ids"),
      ]);
      rereadConfig();
      const cookie = await signUp();
      const model = createOpenAICompatible({ name: "bare", baseURL: server.baseUrl, includeUsage: true })("scripted");
      const bare = (): Response => {
        const result = streamText({ model, messages: [{ role: "user", content: "Hello" }] });
        return createUIMessageStreamResponse({ stream: toUIMessageStream({ stream: result.stream }) });
      };
      const ours = (): Promise<Response> => {
        const body = JSON.stringify({
          id: newId(),
          messages: [{ id: newId(), role: "user", parts: [{ type: "text", text: "Hello" }] }],
          trigger: "submit-message",
        });
        return POST(new Request(`${origin}/api/ai/chat`, { method: "POST", headers: { "content-type": "application/json", origin, cookie }, body }));
      };
      for (let at = 0; at < rounds + warmUp; at += 1) {
        const [peerMs, oursMs] = [await untilFirstWord(bare), await untilFirstWord(ours)];
        if (at < warmUp) continue;
        times.bare.push(peerMs);
        times.ours.push(oursMs);
      }
    });
  } finally {
    await server.close();
    for (const name of ["OPENAI_BASE_URL", "OPENAI_MODEL", "RATE_LIMIT_SCALE"]) if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    await closeWorld();
  }
  const [ours, peer] = [median(times.ours), median(times.bare)];
  return [
    {
      id: "P10 time to first token, scripted model, embedded database",
      n: rounds,
      figures: { oursMs: round(ours, 1), bareMs: round(peer, 1) },
      ratio: round(ours / peer, 2),
      pass: ours / peer <= 1.6,
    },
  ];
};
