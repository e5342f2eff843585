/** An authenticator app: what it shows for a secret. */
import { totpCode } from "@/lib/identity/totp";

/** RFC 4648, section 6, without padding. */
export const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** The code of now, or of `shift` half-minutes later. */
export const codeOfApp = (secret: string, shift = 0): string => totpCode(fromBase32(secret), Math.floor(Date.now() / 30_000) + shift);
