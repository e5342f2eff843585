/**
 * Delivers the outbox: at least once, several at a time, by any number of processes at once. Whoever dies in the middle
 * lets go within seconds, and the next one delivers again under the same id, by which the receiver tells repetitions.
 */
import { AppError, isAppError } from "@/lib/errors";
import { logger, withRequestContext } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";
import { subscribe } from "@/lib/pubsub";
import {
  claimOutboxMessages,
  extendOutboxClaims,
  markOutboxDelivered,
  outboxChannel,
  postponeOutboxMessage,
  settleOutboxTopics,
  type ClaimedMessage,
  type OutboxTopic,
} from "@/lib/queries/outbox";
import { withLimit } from "@/lib/resilience/deadline";
import { nextTryMs } from "./core/next-try";

/** Tells the outside. It must resolve only once the other side has it, and pass `message.id` on as the key of the act. */
export type OutboxHandler = (message: ClaimedMessage, context: { readonly signal: AbortSignal }) => Promise<void>;
export const nobody = "nobody";
export type OutboxTopics = Readonly<Partial<Record<OutboxTopic, OutboxHandler | typeof nobody>>>;

const atOnceMax = 8;
const leaseMs = 6_000;
const deliveryMaxMs = 30_000;
const lookEveryMs = 2_000;
const settleMax = 500;

export interface Delivery {
  /** Begins nothing new and waits for what is on its way, at most five seconds. */
  stop(): Promise<void>;
}

const stopMaxMs = 5_000;

const split = (topics: OutboxTopics) => {
  const entries = Object.entries(topics) as [OutboxTopic, OutboxHandler | typeof nobody][];
  const handlers = new Map(entries.flatMap(([topic, handler]) => (handler === nobody ? [] : [[topic, handler] as const])));
  return { handlers, unheard: entries.flatMap(([topic, handler]) => (handler === nobody ? [topic] : [])) };
};

const fail = async (message: ClaimedMessage, error: unknown): Promise<string> => {
  const known = isAppError(error) ? error : undefined;
  const delayMs = nextTryMs({
    attempt: message.attempt,
    retryable: known?.retryable ?? false,
    retryAfterSeconds: known?.retryAfterSeconds,
    ageMs: Date.now() - Date.parse(message.createdAt),
    dice: Math.random(),
  });
  const said = `${known?.code ?? "error"}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500);
  await postponeOutboxMessage(message.id, said, delayMs);
  logger.warn(delayMs === null ? "a message was put aside" : "a message wasn't delivered", {
    topic: message.topic,
    id: message.id,
    attempt: message.attempt,
    error,
  });
  return delayMs === null ? "dead" : "failed";
};

const deliver = async (handler: OutboxHandler, message: ClaimedMessage, stopping: AbortSignal): Promise<void> => {
  const startedMs = performance.now();
  const outcome = await withRequestContext({ requestId: `outbox-${message.id}`, userId: message.userId }, () =>
    withLimit("a delivery", deliveryMaxMs, stopping, async (signal) => {
      try {
        await handler(message, { signal });
        await markOutboxDelivered(message.id);
        return "delivered";
      } catch (error) {
        const late = signal.aborted && !isAppError(error);
        return fail(message, late ? new AppError("resilience/deadline", { message: `no answer within ${deliveryMaxMs} ms`, cause: error }) : error);
      }
    }),
  );
  MetricsCollector.record({ name: "outbox_delivery_ms", value: performance.now() - startedMs, tags: { topic: message.topic, outcome } });
};

/** Starts to deliver `topics` until it is stopped. */
export const startDelivery = (topics: OutboxTopics): Delivery => {
  const { handlers, unheard } = split(topics);
  const onTheirWay = new Map<string, Promise<void>>();
  const abort = new AbortController();
  let stopping = false;
  let wake = (): void => undefined;
  let woken = false;
  const rouse = (): void => {
    woken = true;
    wake();
  };

  const begin = (message: ClaimedMessage): void => {
    const handler = handlers.get(message.topic);
    if (!handler) return;
    const done = deliver(handler, message, abort.signal)
      .catch((error: unknown) => logger.warn("the outbox can't be written", { error }))
      .finally(() => {
        onTheirWay.delete(message.id);
        rouse();
      });
    onTheirWay.set(message.id, done);
  };

  /** True when there may be more to do right now. */
  const look = async (): Promise<boolean> => {
    const settled = unheard.length === 0 ? 0 : await settleOutboxTopics(unheard, settleMax);
    const free = atOnceMax - onTheirWay.size;
    const claimed = handlers.size === 0 || free <= 0 ? [] : await claimOutboxMessages([...handlers.keys()], free, leaseMs);
    for (const message of claimed) begin(message);
    return settled === settleMax;
  };

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopping) wake();
    });

  const run = async (): Promise<void> => {
    while (!stopping) {
      woken = false;
      const more = await look().catch((error: unknown) => {
        logger.warn("the outbox can't be read", { error });
        return false;
      });
      if (!more) await rest();
    }
  };

  const hold = setInterval(() => {
    if (onTheirWay.size > 0) extendOutboxClaims([...onTheirWay.keys()], leaseMs).catch(() => undefined);
  }, leaseMs / 3).unref();
  const unsubscribe = subscribe(outboxChannel, rouse, rouse);
  const running = run();

  return {
    stop: async () => {
      stopping = true;
      unsubscribe();
      rouse();
      const late = setTimeout(() => abort.abort(), stopMaxMs).unref();
      await running;
      await Promise.all(onTheirWay.values());
      clearTimeout(late);
      clearInterval(hold);
    },
  };
};
