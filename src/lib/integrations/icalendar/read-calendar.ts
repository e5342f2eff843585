/** Reads a calendar of any size without holding anybody up: a few milliseconds at a time, and a page as soon as it is full. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import type { OutsideEvent, Unreadable } from "../contracts";
import { CalendarReading, type CalendarReadingOptions } from "../core/icalendar-reading";

const pieceBytes = 32 * 1024;
const turnMaxMs = 8;
const pageSize = 500;
/** Somebody's whole life, and a few others'. */
const eventsMax = 100_000;

export interface ReadPage {
  readonly events: readonly OutsideEvent[];
  readonly unreadable: readonly Unreadable[];
}

const decoderFor = (charset: string | undefined): TextDecoder => {
  try {
    return new TextDecoder(charset ?? "utf-8");
  } catch {
    return new TextDecoder();
  }
};

/** The charset that a Content-Type names, or what a byte order mark says. */
const charsetOf = (bytes: Uint8Array, contentType: string | null): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return /charset="?([\w.:-]+)/i.exec(contentType ?? "")?.[1];
};

export type ReadCalendarOptions = Omit<CalendarReadingOptions, "eventsMax" | "sourceId"> & {
  readonly contentType?: string | null;
  readonly eventsMax?: number;
  readonly signal: AbortSignal;
};

/** What the calendar says of itself, once it is read. */
export interface ReadHead {
  readonly name: string | null;
  readonly color: string | null;
  readonly zone: string | null;
}

/** Page by page; what it says of itself at the end. Errors: integrations/not-a-calendar, the signal's reason. */
export async function* readCalendar(bytes: Uint8Array, options: ReadCalendarOptions): AsyncGenerator<ReadPage, ReadHead> {
  const { contentType = null, signal, eventsMax: most = eventsMax, ...rest } = options;
  const reading = new CalendarReading({ ...rest, eventsMax: most, sourceId: null });
  const decoder = decoderFor(charsetOf(bytes, contentType));
  let turnMs = performance.now();
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    reading.push(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }));
    if (reading.ready >= pageSize) yield reading.take();
    if (performance.now() - turnMs > turnMaxMs) {
      await nextTurn();
      signal.throwIfAborted();
      turnMs = performance.now();
    }
  }
  reading.push(decoder.decode());
  reading.end();
  if (!reading.found) throw new AppError("integrations/not-a-calendar");
  yield reading.take();
  return { name: reading.name, color: reading.color, zone: reading.zone };
}
