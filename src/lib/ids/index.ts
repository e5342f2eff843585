/** Ids are made by us, before anything is stored, so that a retry can't create a second thing. */

/** Random bytes are drawn for many ids at once: asking the runtime costs more than the rest of an id. */
const drawn = new Uint8Array(18 * 128);
let at = drawn.length;

const randomBytes = (length: number): Uint8Array => {
  if (at + length > drawn.length) {
    globalThis.crypto.getRandomValues(drawn);
    at = 0;
  }
  at += length;
  return drawn.slice(at - length, at);
};

const counterMax = 0xfff;
/** A clock that was set back by less than this doesn't turn the order round. */
const setBackMs = 1_000;
let last = { ms: -1, counter: 0 };

/** Ids of one millisecond count up (RFC 9562 section 6.2, method 1), begun in the lower half so that there is room; past it the next millisecond is borrowed. */
const tick = (nowMs: number): { ms: number; counter: number } => {
  const goesOn = nowMs <= last.ms && last.ms - nowMs < setBackMs;
  if (!goesOn) {
    const [high = 0, low = 0] = randomBytes(2);
    last = { ms: nowMs, counter: ((high << 8) | low) & (counterMax >> 1) };
  } else if (last.counter < counterMax) last = { ms: last.ms, counter: last.counter + 1 };
  else last = { ms: last.ms + 1, counter: 0 };
  return last;
};

/** Time-ordered UUID (RFC 9562 section 5.7, version 7): what one process makes later sorts later; unguessable in its last 62 bits. */
export const newId = (nowMs: number = Date.now()): string => {
  const { ms, counter } = tick(nowMs);
  const bytes = randomBytes(16);
  for (let i = 5, rest = ms; i >= 0; i -= 1, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
