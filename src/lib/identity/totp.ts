/** Codes of authenticator apps: RFC 6238 over RFC 4226 with SHA-1, six digits, thirty seconds, which is what every app speaks. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const stepSeconds = 30;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 bits, as RFC 4226 section 4 recommends. */
export const newTotpSecret = (): Buffer => randomBytes(20);

/** RFC 4648 base32 without padding, which is what apps take by hand. */
export const base32 = (bytes: Uint8Array): string => {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
};

/** The code of one time step (seconds since 1970 divided by thirty). */
export const totpCode = (secret: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const at = (digest[19] ?? 0) & 0x0f;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

/** The step whose code this is: now, or one to either side for clocks that differ; never one at or before `lastStep`. Else null. */
export const matchTotp = (secret: Uint8Array, code: string, nowMs: number, lastStep: number): number | null => {
  if (!/^\d{6}$/.test(code)) return null;
  const now = Math.floor(nowMs / 1000 / stepSeconds);
  const found = [now - 1, now, now + 1].find((step) => timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)));
  return found === undefined || found <= lastStep ? null : found;
};

/** What the QR code holds (Key Uri Format of Google Authenticator, which the others follow). */
export const totpUri = (secret: Uint8Array, email: string, issuer: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${email}`)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
