/** A second process for tests of what several share: does what it is told over IPC. Started by `startWorker`. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { checkRateLimit } from "@/lib/redis";
import { circuitStatus, guardedCall } from "@/lib/resilience/guarded-call";

export type Order =
  | { readonly op: "call"; readonly id: string; readonly outcome: "ok" | "fail" | "hang" }
  | { readonly op: "limit"; readonly key: string; readonly limit: number; readonly count: number }
  | { readonly op: "status"; readonly id: string };

export interface Report {
  readonly called?: boolean;
  readonly code?: string;
  readonly ms?: number;
  readonly allowed?: number;
  readonly state?: string;
}

const call = async ({ id, outcome }: Extract<Order, { op: "call" }>): Promise<Report> => {
  let called = false;
  const startedMs = performance.now();
  const work = (): Promise<string> => {
    called = true;
    if (outcome === "hang") return new Promise(() => undefined);
    return outcome === "ok" ? Promise.resolve("ok") : Promise.reject(Object.assign(new TypeError("down"), { statusCode: 503 }));
  };
  const code = await guardedCall(id, work, { retriesMax: 0 }).then(
    () => "ok",
    (error: { code?: string }) => error.code ?? "failed",
  );
  return { called, code, ms: performance.now() - startedMs };
};

const perform = async (order: Order): Promise<Report> => {
  if (order.op === "call") return call(order);
  if (order.op === "status") return { state: circuitStatus(order.id).state };
  const answers = await Promise.all(Array.from({ length: order.count }, () => checkRateLimit(order.key, order.limit, 60_000)));
  return { allowed: answers.filter(({ allowed }) => allowed).length };
};

export interface Worker {
  readonly ask: (order: Order) => Promise<Report>;
  readonly kill: () => Promise<void>;
}

export const startWorker = async (redisUrl: string): Promise<Worker> => {
  const child: ChildProcess = fork("tests/support/redis-worker.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, NODE_OPTIONS: "", REDIS_URL: redisUrl, LOG_LEVEL: "silent", PERIN_TEST_WORKER: "1" },
  });
  const waiting = new Map<number, (report: Report) => void>();
  let next = 0;
  child.on("message", ({ at, report }: { at: number; report: Report }) => waiting.get(at)?.(report));
  await once(child, "spawn");
  return {
    ask: (order) =>
      new Promise((resolve) => {
        next += 1;
        waiting.set(next, resolve);
        child.send({ at: next, order });
      }),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
};

if (process.env.PERIN_TEST_WORKER === "1")
  process.on("message", ({ at, order }: { at: number; order: Order }) => void perform(order).then((report) => process.send?.({ at, report })));
