/**
 * Seals tokens before they are stored (AES-256-GCM, NIST SP 800-38D). The key's id and the row's identity are
 * authenticated with the text: a sealed value copied to another row doesn't open there.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";
import { encryptionKeys } from "./generated";

const version = "v1";
const keyId = (key: Buffer): string => createHash("sha256").update("perin key id").update(key).digest("hex").slice(0, 8);
const associated = (id: string, row: string): Buffer => Buffer.from(`perin:${version}:${id}:${row}`);
const unreadable = (row: string, cause?: unknown): AppError =>
  new AppError("secrets/unreadable", { message: `the sealed value of ${row} doesn't open with the keys of this server`, cause });

/** `row` names the place it is stored in ("user_integrations:<user>:<type>:access"). */
export const sealToken = (text: string, row: string): string => {
  const [key] = encryptionKeys();
  const id = keyId(key);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(associated(id, row));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [version, id, iv.toString("base64url"), cipher.getAuthTag().toString("base64url"), sealed.toString("base64url")].join(".");
};

/** False for what an older key sealed, which a rotation has to seal anew. */
export const isSealedWithNewest = (sealed: string): boolean => sealed.split(".")[1] === keyId(encryptionKeys()[0]);

/** Errors: secrets/unreadable for an unknown key, another row, or a changed text. */
export const openToken = (sealed: string, row: string): string => {
  const [given, id = "", iv = "", tag = "", text = ""] = sealed.split(".");
  const key = encryptionKeys().find((candidate) => keyId(candidate) === id);
  if (given !== version || !key) throw unreadable(row);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"), { authTagLength: 16 })
      .setAAD(associated(id, row))
      .setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw unreadable(row, cause);
  }
};
