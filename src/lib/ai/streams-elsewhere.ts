/**
 * Answers across processes. Nothing of an answer is written down until somebody follows it from elsewhere: then its process
 * puts the chunks where the other one reads them. Words say that there is more; who missed one looks by himself.
 */
import type { UIMessageChunk } from "ai";
import { processWide } from "@/lib/config";
import { logger } from "@/lib/logger";
import { publish, subscribe } from "@/lib/pubsub";
import { appendAnswerChunks, extendAnswerPlaces, isAnswerUnderway, listAnswerChunks, releaseAnswerPlace } from "@/lib/queries/answers";
import type { ActiveStream } from "./streams";

const channel = "answers";
interface Word {
  readonly act: "follow" | "stop" | "more";
  readonly id: string;
}
const say = (word: Word): Promise<void> => publish(channel, word);

interface State {
  holding?: boolean;
  /** Answer -> how many of its chunks others can read. */
  readonly shared: Map<string, { upTo: number; writing: Promise<void> | undefined }>;
}
const { get: state } = processWide<State>("streams-elsewhere", () => ({ shared: new Map() }));

/** What gathers within this time is written in one statement. */
const gatherMs = 50;
const lookEveryMs = 1_000;
const chunksMax = 500;

const writeOut = async (stream: ActiveStream): Promise<void> => {
  const entry = state().shared.get(stream.id);
  if (!entry) return;
  const chunks = stream.chunks.slice(entry.upTo);
  if (chunks.length === 0) return;
  await appendAnswerChunks(stream.userId, stream.id, entry.upTo, chunks);
  entry.upTo += chunks.length;
  await say({ act: "more", id: stream.id });
};

/** One statement at a time; what comes while it runs goes out with the next. */
const share = (stream: ActiveStream): void => {
  const entry = state().shared.get(stream.id);
  if (!entry || entry.writing) return;
  entry.writing = new Promise((resolve) => setTimeout(resolve, gatherMs))
    .then(() => writeOut(stream))
    .catch((error: unknown) => logger.warn("an answer couldn't be shared", { error }))
    .finally(() => {
      entry.writing = undefined;
      if (entry.upTo < stream.chunks.length && !stream.over) share(stream);
    });
};

const beginToShare = (stream: ActiveStream): void => {
  if (!state().shared.has(stream.id)) {
    state().shared.set(stream.id, { upTo: 0, writing: undefined });
    stream.readers.add(() => share(stream));
  }
  share(stream);
};

/** Keeps the places of this process's answers, and listens for who wants to follow or stop them. */
export const holdPlaces = (find: (id: string) => ActiveStream | undefined, held: () => readonly string[], leaseMs: number): void => {
  const current = state();
  if (current.holding === true) return;
  current.holding = true;
  subscribe(channel, (word) => {
    const { act, id } = word as Word;
    const stream = find(id);
    if (act === "stop") stream?.abort.abort();
    if (act === "follow" && stream) beginToShare(stream);
  });
  setInterval(() => {
    if (held().length > 0) extendAnswerPlaces(held(), leaseMs).catch((error: unknown) => logger.warn("an answer's place couldn't be kept", { error }));
  }, leaseMs / 3).unref();
};

/** The answer is over and stored: whoever follows gets the rest, and the place is free. */
export const releasePlace = async (stream: ActiveStream): Promise<void> => {
  const entry = state().shared.get(stream.id);
  try {
    if (entry) {
      await entry.writing;
      await writeOut(stream);
    }
    await releaseAnswerPlace(stream.id);
    if (entry) await say({ act: "more", id: stream.id });
  } catch (error) {
    // The place frees itself when its lease has run out.
    logger.warn("an answer's place couldn't be given back", { error });
  }
  state().shared.delete(stream.id);
};

export const stopElsewhere = (id: string): Promise<void> => say({ act: "stop", id });

/** An answer that another process writes, from its first chunk until it is over or that process is gone. */
export const followElsewhere = (id: string): ReadableStream<UIMessageChunk> => {
  let next = 0;
  let left = false;
  let wake = (): void => undefined;
  const unsubscribe = subscribe(
    channel,
    (word) => {
      if ((word as Word).act === "more" && (word as Word).id === id) wake();
    },
    () => wake(),
  );
  const leave = (): void => {
    left = true;
    unsubscribe();
    wake();
  };
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const pass = async (controller: ReadableStreamDefaultController<UIMessageChunk>): Promise<boolean> => {
    const chunks = (await listAnswerChunks(id, next, chunksMax)) as UIMessageChunk[];
    for (const chunk of chunks) controller.enqueue(chunk);
    next += chunks.length;
    return chunks.length > 0;
  };
  return new ReadableStream<UIMessageChunk>({
    pull: async (controller) => {
      while (!left) {
        const rested = rest();
        if (await pass(controller)) return;
        if (!(await isAnswerUnderway(id))) {
          // The last chunks were written before the place was given back.
          if (await pass(controller)) return;
          leave();
          controller.close();
          return;
        }
        if (next === 0) await say({ act: "follow", id });
        await rested;
      }
    },
    cancel: leave,
  });
};
