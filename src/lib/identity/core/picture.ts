/**
 * What a file that calls itself a picture is, by its bytes, and the same picture without what cameras and programs write into it: where it
 * was taken, by whom, a preview of what was cut away. Pure; reads PNG (ISO/IEC 15948), JPEG (ITU-T T.81) and WebP (RFC 9649).
 */
import type { PictureType } from "../contracts";

export interface ReadPicture {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

const side = { min: 16, max: 4_096 };

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
const u32 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
const u16 = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint16(at);
const u32le = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
const u16le = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint16(at, true);
const u24le = (bytes: Uint8Array, at: number): number => u16le(bytes, at) + (bytes[at + 2] ?? 0) * 65_536;

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What a picture needs to look right; texts, times and EXIF aren't among them. */
const pngKept = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT"]);

const readPng = (bytes: Uint8Array): ReadPicture | null => {
  const kept = [bytes.subarray(0, 8)];
  let size: { width: number; height: number } | null = null;
  for (let at = 8; at + 12 <= bytes.length;) {
    const [length, name] = [u32(bytes, at), ascii(bytes, at + 4, 4)];
    const end = at + 12 + length;
    if (end > bytes.length || (size === null && name !== "IHDR")) return null;
    if (name === "IHDR") size = { width: u32(bytes, at + 8), height: u32(bytes, at + 12) };
    if (pngKept.has(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND") return size === null ? null : { type: "image/png", ...size, bytes: joined(kept) };
    at = end;
  }
  return null;
};

/** Frames that say how large it is: SOF0 to SOF15 without the tables that lie between. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Application data but for JFIF and Adobe's colour transform, and comments. */
const isWrittenIn = (marker: number): boolean => (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;

const readJpeg = (bytes: Uint8Array): ReadPicture | null => {
  const kept = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker < 0xc0 || marker === 0xff) return null;
    const end = at + 2 + u16(bytes, at + 2);
    if (end > bytes.length || end < at + 4) return null;
    if (isFrame(marker)) {
      if (end < at + 9) return null;
      size = { width: u16(bytes, at + 7), height: u16(bytes, at + 5) };
    }
    if (marker === 0xda) {
      // From here on it is the picture itself, to its end and no further: what hangs behind goes.
      for (let last = bytes.length - 2; last >= end; last -= 1)
        if (bytes[last] === 0xff && bytes[last + 1] === 0xd9)
          return size === null ? null : { type: "image/jpeg", ...size, bytes: joined([...kept, bytes.subarray(at, last + 2)]) };
      return null;
    }
    if (!isWrittenIn(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
};

const webpSize = (name: string, bytes: Uint8Array, at: number, length: number): { width: number; height: number } | null => {
  if (name === "VP8X" && length >= 10) return { width: u24le(bytes, at + 4) + 1, height: u24le(bytes, at + 7) + 1 };
  if (name === "VP8 " && length >= 10) return { width: u16le(bytes, at + 6) & 0x3fff, height: u16le(bytes, at + 8) & 0x3fff };
  if (name === "VP8L" && length >= 5) {
    const bits = u32le(bytes, at + 1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return null;
};

const webpKept = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ICCP"]);
/** Bits of VP8X that announce EXIF, XMP and movement. */
const webpGone = 0b0000_1110;

const readWebp = (bytes: Uint8Array): ReadPicture | null => {
  const kept: Uint8Array[] = [];
  let size: { width: number; height: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, length] = [ascii(bytes, at, 4), u32le(bytes, at + 4)];
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > bytes.length) return null;
    size ??= webpSize(name, bytes, at + 8, length);
    if (webpKept.has(name)) {
      const chunk = bytes.slice(at, Math.min(end, bytes.length));
      if (name === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~webpGone;
      kept.push(chunk);
    }
    at = end;
  }
  if (size === null || !kept.some((chunk) => /^VP8[ L]/.test(ascii(chunk, 0, 4)))) return null;
  const head = new Uint8Array(12);
  head.set(bytes.subarray(0, 12));
  new DataView(head.buffer).setUint32(4, 4 + kept.reduce((sum, { length }) => sum + length, 0), true);
  return { type: "image/webp", ...size, bytes: joined([head, ...kept]) };
};

const parse = (bytes: Uint8Array): ReadPicture | null => {
  if (bytes.length < 16) return null;
  if (pngSignature.every((byte, at) => bytes[at] === byte)) return readPng(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(bytes);
  return ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP" ? readWebp(bytes) : null;
};

/** Null for whatever isn't a whole picture of one of the three kinds, with sides between 16 and 4,096. */
export const readPicture = (bytes: Uint8Array): ReadPicture | null => {
  const read = parse(bytes);
  const fits = (length: number): boolean => length >= side.min && length <= side.max;
  return read !== null && fits(read.width) && fits(read.height) ? read : null;
};
