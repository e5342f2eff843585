/**
 * Words between processes over PostgreSQL's NOTIFY, and within one process without it. A word is a hint and may be lost
 * (the database was away): whoever needs to be right also looks by itself.
 */
import { processWide } from "@/lib/config";
import { onCommit, query, serverUrl } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { logger } from "@/lib/logger";
import { openListener, type Listener } from "./listener";

type Hear = (payload: unknown) => void;
interface Subscriber {
  readonly hear: Hear;
  readonly missed: (() => void) | undefined;
}
export type Unsubscribe = () => void;

interface Word {
  /** The process that says it; it has told its own already. */
  readonly from: string;
  readonly channel: string;
  readonly payload: unknown;
}

interface State {
  readonly id: string;
  readonly subscribers: Map<string, Set<Subscriber>>;
  outgoing: string[];
  listener?: Listener | undefined;
  listenerUrl?: string | undefined;
}
const { get: state } = processWide<State>("pubsub", () => ({ id: newId(), subscribers: new Map(), outgoing: [] }));

/** NOTIFY carries less than 8,000 bytes. */
const bytesMax = 7_900;
/** What is said within this time goes out in one statement. */
const gatherMs = 5;

const tell = (channel: string, payload: unknown): void => {
  for (const { hear } of state().subscribers.get(channel) ?? []) {
    try {
      hear(payload);
    } catch (error) {
      logger.error("a listener failed", { channel, error });
    }
  }
};

const send = async (): Promise<void> => {
  const words = state().outgoing;
  state().outgoing = [];
  try {
    await query("SELECT pg_notify('perin', word) FROM unnest($1::text[]) word", [words]);
  } catch (error) {
    logger.warn("other processes couldn't be told", { words: words.length, error });
  }
};

const gather = (word: string): void => {
  const { outgoing } = state();
  outgoing.push(word);
  if (outgoing.length === 1) setTimeout(() => void send(), gatherMs);
};

/**
 * Tells everybody who subscribed to `channel`: after the running transaction has committed, at once where there is none.
 * `payload` is JSON of at most 7,900 bytes: ids, not contents. Errors: internal/unexpected when it is larger.
 */
export const publish = async (channel: string, payload: unknown = null): Promise<void> => {
  const word = JSON.stringify({ from: state().id, channel, payload } satisfies Word);
  if (Buffer.byteLength(word) > bytesMax) throw new AppError("internal/unexpected", { message: `a word on ${channel} is larger than ${bytesMax} bytes` });
  await onCommit(() => {
    tell(channel, payload);
    if (serverUrl() !== undefined) gather(word);
  });
};

const hearWord = (text: string): void => {
  const word = JSON.parse(text) as Word;
  if (word.from !== state().id) tell(word.channel, word.payload);
};

const afterGap = (): void => {
  for (const subscribers of state().subscribers.values()) for (const { missed } of subscribers) missed?.();
};

/** One connection per process that only listens; opened by the first subscriber on a server. */
const listen = (): void => {
  const current = state();
  const url = serverUrl();
  if (url === undefined || current.listenerUrl === url) return;
  current.listener?.close();
  current.listenerUrl = url;
  current.listener = openListener(url, hearWord, afterGap);
};

/**
 * Calls `hear` for every word on `channel` until the returned function is called. `missed` is called when words may have
 * been lost, after the connection came back.
 */
export const subscribe = (channel: string, hear: Hear, missed?: () => void): Unsubscribe => {
  const { subscribers } = state();
  const subscriber: Subscriber = { hear, missed };
  const set = subscribers.get(channel) ?? new Set();
  subscribers.set(channel, set.add(subscriber));
  listen();
  return () => {
    set.delete(subscriber);
    if (set.size === 0 && subscribers.get(channel) === set) subscribers.delete(channel);
  };
};

/** Says what is still to be said and lets the connection go; for the end of a process. */
export const closePubsub = async (): Promise<void> => {
  const current = state();
  current.listener?.close();
  current.listener = undefined;
  current.listenerUrl = undefined;
  if (current.outgoing.length > 0) await send();
};
