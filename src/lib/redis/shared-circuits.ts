/**
 * What several processes know together about services that are resting. News are pushed (publish/subscribe), so that a closed
 * circuit costs no round trip; a view that is older than a few seconds is looked up beside the call, in case news were lost.
 * The state is the plan's `circuit:<id>`; beside it lies the lease of the one who probes. Redis' clock counts, nobody else's.
 */
import { z } from "zod";
import { processWide } from "@/lib/config";
import { newId } from "@/lib/ids";
import { askRedis, openSubscriber, type RedisClient } from "./client";

/** `openForMs` is how long the circuit has been open, null when it is closed. */
export interface CircuitView {
  readonly failures: number;
  readonly openForMs: number | null;
}
export interface CircuitLimits {
  readonly failuresMax: number;
  readonly resetMs: number;
  readonly leaseMs: number;
}
type ProbeAnswer = { readonly kind: "probe"; readonly token: string } | { readonly kind: "closed" } | { readonly kind: "wait"; readonly ms: number };

export interface ShareHandle {
  readonly circuit: {
    readonly failed: () => void;
    readonly recovered: () => void;
    readonly probed: (token: string, result: "ok" | "failed" | "neither") => void;
    readonly askToProbe: () => Promise<ProbeAnswer | null>;
  };
  readonly onView: (adopt: (view: CircuitView) => void) => void;
  /** A promise to wait for before the first call of a process; undefined ever after. */
  readonly fresh: () => Promise<void> | undefined;
  readonly leave: () => void;
}

const channel = "perin:circuits";
const lifetimeMs = 300_000;
const staleMs = 5_000;

/** Both keys lie in one slot of a cluster: the hash tag of the lease is the state's whole key. */
const keysOf = (id: string): [state: string, lease: string] => [`circuit:${id}`, `{circuit:${id}}:probe`];

const prelude = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local raw = redis.call('GET', KEYS[1])
local s = raw and cjson.decode(raw) or { state = 'closed', failures = 0 }
local function openFor() if s.state == 'closed' or type(s.openedAtMs) ~= 'number' then return -1 end return math.max(0, now - s.openedAtMs) end
local function keep()
  redis.call('SET', KEYS[1], cjson.encode(s), 'PX', ${lifetimeMs})
  redis.call('PUBLISH', '${channel}', cjson.encode({ id = ARGV[1], failures = s.failures, openForMs = openFor(), from = ARGV[2] }))
end
local function mine() return redis.call('GET', KEYS[2]) == ARGV[3] end
`;
const scripts = {
  view: `${prelude} return { s.failures, openFor() }`,
  failed: `${prelude}
    if openFor() >= 0 then return 0 end
    s.failures = s.failures + 1
    s.state = 'closed'
    s.openedAtMs = cjson.null
    if s.failures >= tonumber(ARGV[3]) then s.state = 'open' s.openedAtMs = now end
    keep() return 1`,
  recovered: `${prelude}
    if openFor() >= 0 or s.failures == 0 then return 0 end
    s = { state = 'closed', failures = 0, openedAtMs = cjson.null }
    keep() return 1`,
  ask: `${prelude}
    local open = openFor()
    if open < 0 then return { 'closed', 0 } end
    if open < tonumber(ARGV[5]) then return { 'wait', tonumber(ARGV[5]) - open } end
    if redis.call('SET', KEYS[2], ARGV[3], 'NX', 'PX', ARGV[4]) then return { 'probe', 0 } end
    return { 'wait', redis.call('PTTL', KEYS[2]) }`,
  ok: `${prelude} if not mine() then return 0 end redis.call('DEL', KEYS[2]) s = { state = 'closed', failures = 0, openedAtMs = cjson.null } keep() return 1`,
  reopen: `${prelude} if not mine() then return 0 end redis.call('DEL', KEYS[2]) s.state = 'open' s.failures = s.failures + 1 s.openedAtMs = now keep() return 1`,
  release: `${prelude} if mine() then redis.call('DEL', KEYS[2]) end return 0`,
} as const;

const NewsSchema = z.object({ id: z.string(), failures: z.number(), openForMs: z.number(), from: z.string() });
const PairSchema = z.tuple([z.coerce.number(), z.coerce.number()]);
const AnswerSchema = z.tuple([z.enum(["closed", "wait", "probe"]), z.coerce.number()]);

interface Followed {
  adopt: (view: CircuitView) => void;
  seenAtMs: number;
}
interface State {
  /** Names this process in news, so that it doesn't hear itself late. */
  readonly origin: string;
  readonly followed: Map<string, Followed>;
  subscriber?: Promise<RedisClient>;
}
const shared = processWide<State>("redis.shared-circuits", () => ({ origin: newId(), followed: new Map() }));

const evaluate = (script: keyof typeof scripts, id: string, ...args: readonly (string | number)[]): Promise<unknown> =>
  askRedis((client) => client.eval(scripts[script], 2, ...keysOf(id), id, shared.get().origin, ...args));

/** Only news from elsewhere close a circuit: a look may come before what this process has just told. */
const tell = (id: string, failures: number, openForMs: number, closes: boolean): void => {
  const followed = shared.get().followed.get(id);
  if (!followed) return;
  followed.seenAtMs = Date.now();
  if (openForMs >= 0 || failures > 0 || closes) followed.adopt({ failures, openForMs: openForMs < 0 ? null : openForMs });
};

const look = async (id: string): Promise<void> => {
  const answer = PairSchema.safeParse(await evaluate("view", id));
  if (answer.success) tell(id, ...answer.data, false);
};

const hear = (_channel: string, message: string): void => {
  const { data } = NewsSchema.safeParse(JSON.parse(message));
  if (data) tell(data.id, data.failures, data.openForMs, data.from !== shared.get().origin);
};

/** One connection a process; after each reconnection everything followed is looked up, because news may have been missed. */
const subscribe = async (): Promise<void> => {
  const state = shared.get();
  if (state.subscriber) return;
  state.subscriber = openSubscriber();
  const subscriber = await state.subscriber;
  subscriber.on("message", hear);
  subscriber.on("ready", () => {
    subscriber.subscribe(channel).then(
      () => [...state.followed.keys()].forEach((id) => void look(id)),
      () => undefined,
    );
  });
  subscriber.connect().catch(() => undefined);
};

/** Follows one circuit for this process. */
export const shareCircuit = (id: string, { failuresMax, resetMs, leaseMs }: CircuitLimits): ShareHandle => {
  const followed: Followed = { adopt: () => undefined, seenAtMs: 0 };
  shared.get().followed.set(id, followed);
  void subscribe();
  let first: Promise<void> | undefined;
  return {
    circuit: {
      failed: () => void evaluate("failed", id, failuresMax),
      recovered: () => void evaluate("recovered", id),
      probed: (token, result) => void evaluate(({ ok: "ok", failed: "reopen", neither: "release" } as const)[result], id, token),
      askToProbe: async () => {
        const token = newId();
        const answer = AnswerSchema.safeParse(await evaluate("ask", id, token, leaseMs, resetMs));
        if (!answer.success) return null;
        const [kind, ms] = answer.data;
        if (kind === "probe") return { kind, token };
        return kind === "wait" ? { kind, ms } : { kind };
      },
    },
    onView: (adopt) => {
      followed.adopt = adopt;
    },
    fresh: () => {
      if (first === undefined) return (first = look(id));
      if (Date.now() - followed.seenAtMs > staleMs) {
        followed.seenAtMs = Date.now();
        void look(id);
      }
      return undefined;
    },
    leave: () => {
      if (shared.get().followed.get(id) === followed) shared.get().followed.delete(id);
    },
  };
};

/** Ends the connection for news (with the other one, at the end of a process). */
export const closeSharedCircuits = (): void => {
  void shared.peek()?.subscriber?.then((client) => client.disconnect());
  shared.clear();
};
