/**
 * Answers that are being written, so that a reload can follow them and a stop can end them, also when another process on the
 * same database is asked. They live on globalThis because Next.js loads this module once per route; what is finished is read
 * from the database.
 */
import type { UIMessageChunk } from "ai";
import { processWide } from "@/lib/config";
import { newId } from "@/lib/ids";
import { answersAreShared, findAnswerUnderway, takeAnswerPlace } from "@/lib/queries/answers";
import { followElsewhere, holdPlaces, releasePlace, stopElsewhere } from "./streams-elsewhere";

export interface ActiveStream {
  readonly id: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly chunks: UIMessageChunk[];
  readonly abort: AbortController;
  readonly readers: Set<() => void>;
  over: boolean;
}

const active = processWide("streams", () => new Map<string, ActiveStream>());
const streams = (): Map<string, ActiveStream> => active.get();

/** Owner and conversation together: nobody can feel, hold or follow what is written for somebody else. */
const keyOf = (userId: string, conversationId: string): string => `${userId}/${conversationId}`;

const findHere = (userId: string, conversationId: string): ActiveStream | undefined => streams().get(keyOf(userId, conversationId));
const findByIdHere = (id: string): ActiveStream | undefined => [...streams().values()].find((stream) => stream.id === id);

/** How long a place stays taken when its process dies. */
const leaseMs = 15_000;

/** Takes the one place a conversation has for an answer; null when another answer has it. */
export const openStream = async (userId: string, conversationId: string): Promise<ActiveStream | null> => {
  const key = keyOf(userId, conversationId);
  if (streams().has(key)) return null;
  const stream: ActiveStream = { id: newId(), userId, conversationId, chunks: [], abort: new AbortController(), readers: new Set(), over: false };
  streams().set(key, stream);
  try {
    if (!answersAreShared()) return stream;
    holdPlaces(findByIdHere, () => [...streams().values()].map(({ id }) => id), leaseMs);
    if (await takeAnswerPlace(userId, conversationId, stream.id, leaseMs)) return stream;
  } catch (error) {
    streams().delete(key);
    throw error;
  }
  streams().delete(key);
  return null;
};

const wake = (stream: ActiveStream): void => stream.readers.forEach((reader) => reader());

export const pushChunk = (stream: ActiveStream, chunk: UIMessageChunk): void => {
  stream.chunks.push(chunk);
  wake(stream);
};

/** Called after the answer has been stored: from here on a reload reads the database. */
export const closeStream = async (stream: ActiveStream): Promise<void> => {
  stream.over = true;
  const key = keyOf(stream.userId, stream.conversationId);
  if (streams().get(key) === stream) streams().delete(key);
  wake(stream);
  if (answersAreShared()) await releasePlace(stream);
};

/** The whole answer from its first chunk, live until it is over. Walking away ends the reading, not the answer. */
export const followStream = (stream: ActiveStream): ReadableStream<UIMessageChunk> => {
  let next = 0;
  let reader: (() => void) | undefined;
  return new ReadableStream<UIMessageChunk>({
    pull: (controller) =>
      new Promise<void>((resolve) => {
        const read = (): void => {
          const chunk = stream.chunks[next];
          if (chunk === undefined && !stream.over) return;
          if (reader) stream.readers.delete(reader);
          next += 1;
          if (chunk === undefined) controller.close();
          else controller.enqueue(chunk);
          resolve();
        };
        reader = read;
        stream.readers.add(read);
        read();
      }),
    cancel: () => {
      if (reader) stream.readers.delete(reader);
    },
  });
};

/** Is an answer being written in this conversation, here or in another process? */
export const isAnswering = async (userId: string, conversationId: string): Promise<boolean> =>
  findHere(userId, conversationId) !== undefined || (answersAreShared() && (await findAnswerUnderway(userId, conversationId)) !== null);

/** The answer being written in a conversation, from its first chunk; null when none is. */
export const resumeStream = async (userId: string, conversationId: string): Promise<ReadableStream<UIMessageChunk> | null> => {
  const here = findHere(userId, conversationId);
  if (here) return followStream(here);
  const elsewhere = answersAreShared() ? await findAnswerUnderway(userId, conversationId) : null;
  return elsewhere === null ? null : followElsewhere(elsewhere);
};

/** Ends the answer being written; false when none is. */
export const stopStream = async (userId: string, conversationId: string): Promise<boolean> => {
  const here = findHere(userId, conversationId);
  here?.abort.abort();
  if (here || !answersAreShared()) return here !== undefined;
  const elsewhere = await findAnswerUnderway(userId, conversationId);
  if (elsewhere !== null) await stopElsewhere(elsewhere);
  return elsewhere !== null;
};
