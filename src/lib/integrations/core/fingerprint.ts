/**
 * What an event says, in a few characters: tells apart what changed from what was only written anew (stamps, order, folding). Not for
 * secrets: two 32-bit multiplicative hashes (cyrb53, public domain).
 */
import type { OutsideEvent } from "../contracts";

export const fingerprintOf = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return `${(b >>> 0).toString(36)}${(a >>> 0).toString(36)}${text.length.toString(36)}`;
};

/** Behind every part, so that none runs into the next. */
const mark = "\u0000";

/**
 * The etag of an event that comes without one, or in one object with others: what it says, and behind the dot what it leaves out. Who numbers
 * the versions (SEQUENCE) is of no interest.
 */
export const etagOf = (event: Omit<OutsideEvent, "etag">): string => {
  const { title, description, location, start, end, allDay, zone, status, showAs, attendees, rrule, exdates, originalStart } = event;
  const times = allDay === null ? start + mark + end : allDay.first + mark + allDay.last;
  const people = attendees.length === 0 ? "" : JSON.stringify(attendees);
  const words = [title, description, location, times, zone, status, showAs, rrule ?? "", originalStart ?? "", people].join(mark);
  return `${fingerprintOf(words)}.${exdates.length === 0 ? "0" : fingerprintOf(exdates)}`;
};

/** Occurrences are left out one by one by their own changes, so they don't count when two ask who changed an event. */
export const sameWords = (one: string, other: string): boolean => one.split(".")[0] === other.split(".")[0];
