/** Tokens, PINs, signed links and the secret order of offers: what is stored of them opens nothing. */
import { createHash, createHmac, randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";
import { authSecret } from "@/lib/secrets";

/** 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
/** Six digits. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");
/** Sixteen letters nobody can guess, for an address of a booking's own. */
export const newRoom = (): string =>
  randomBytes(12)
    .toString("base64url")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "x");

const keyFor = (purpose: string): Buffer => createHmac("sha256", authSecret()).update(`perin delegation ${purpose}`).digest();
const mac = (purpose: string, text: string | Buffer): Buffer => createHmac("sha256", keyFor(purpose)).update(text).digest();

/** An address as something that can be counted, and not read. */
export const visitorHashOf = (address: string): string => mac("visitor", address).toString("base64url").slice(0, 22);

/** By which a challenge is known to be ours, and its solution to be right. */
export const workSecrets = (): { readonly hmacSignatureSecret: string; readonly hmacKeySignatureSecret: string } => ({
  hmacSignatureSecret: keyFor("work").toString("base64url"),
  hmacKeySignatureSecret: keyFor("work solution").toString("base64url"),
});

/** Codes are short: without the server's key a stolen table of hashes would give them away. */
export const codeHashOf = (visitId: string, code: string): string => mac("code", `${visitId}:${code}`).toString("hex");

const scryptLength = 32;
const derive = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(pin, salt, scryptLength, { N: 16_384, r: 8, p: 1 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    }),
  );

/** scrypt with a salt of its own (RFC 7914). */
export const hashPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(16);
  return `${salt.toString("base64url")}.${(await derive(pin, salt)).toString("base64url")}`;
};

export const isPin = async (pin: string, stored: string): Promise<boolean> => {
  const [salt = "", wanted = ""] = stored.split(".");
  const given = await derive(pin, Buffer.from(salt, "base64url"));
  const expected = Buffer.from(wanted, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const kinds = ["booking", "proposal"] as const;
export type ManagedKind = (typeof kinds)[number];

/** What a signed link of a mail carries: which booking or proposal, and 128 bits by which we know that we wrote it. */
export const manageKeyOf = (kind: ManagedKind, id: string): string => {
  const body = Buffer.concat([Buffer.from([kinds.indexOf(kind)]), Buffer.from(id.replaceAll("-", ""), "hex")]);
  return Buffer.concat([body, mac("manage", body).subarray(0, 16)]).toString("base64url");
};

/** Null for anything that we didn't sign. */
export const readManageKey = (key: string): { readonly kind: ManagedKind; readonly id: string } | null => {
  const bytes = Buffer.from(key, "base64url");
  if (bytes.length !== 33 || bytes.toString("base64url") !== key) return null;
  const body = bytes.subarray(0, 17);
  const kind = kinds[body[0] ?? -1];
  if (kind === undefined || !timingSafeEqual(bytes.subarray(17), mac("manage", body).subarray(0, 16))) return null;
  const hex = body.subarray(1).toString("hex");
  return { kind, id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
};

/** The secret order in which an owner's times are offered: the same for all their links, foreseeable by nobody without the server's key. */
export const offerRank = (userId: string): ((atMs: number) => number) => {
  const key = mac("offers", userId);
  const known = new Map<number, number>();
  return (atMs) => {
    let rank = known.get(atMs);
    if (rank === undefined) known.set(atMs, (rank = createHmac("sha256", key).update(String(atMs)).digest().readUIntBE(0, 6)));
    return rank;
  };
};
