/** Message encryption for web push (RFC 8291, over the content coding aes128gcm of RFC 8188): only the browser reads what passes its push service. */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

export interface PushKeys {
  /** The browser's public key on P-256, uncompressed, base64url. */
  readonly p256dh: string;
  /** Sixteen secret bytes of the browser, base64url. */
  readonly auth: string;
}

const curve = "prime256v1";
const authLength = 16;
const publicKeyLength = 65;
const headerLength = 16 + 4 + 1 + publicKeyLength;
const tagLength = 16;
/** Push services must take 4,096 bytes (RFC 8030 section 7.2). */
const bodyMax = 4_096;
const textMax = bodyMax - headerLength - tagLength - 1;
/** Lengths tell something of what is said, so they come in steps. */
const paddedTo = 256;

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, Buffer.isBuffer(info) ? info : Buffer.from(info, "latin1"), length));

/** Is this a point of the curve? What isn't could never be written to. */
export const isPushKey = (p256dh: string): boolean => {
  const point = Buffer.from(p256dh, "base64url");
  if (point.length !== publicKeyLength || point[0] !== 4) return false;
  const own = createECDH(curve);
  own.generateKeys();
  try {
    own.computeSecret(point);
    return true;
  } catch {
    return false;
  }
};

/** One record: the text, the sign that it is the last one, and padding. Text that is too long is the caller's fault. */
const recordOf = (text: Buffer): Buffer => {
  const length = Math.min(Math.ceil((text.length + 1) / paddedTo) * paddedTo, textMax + 1);
  return Buffer.concat([text, Buffer.from([2]), Buffer.alloc(length - text.length - 1)]);
};

export const pushTextMax = textMax;

/** The body of one push message. */
export const encryptPush = (text: Buffer, { p256dh, auth }: PushKeys): Buffer => {
  const receiver = Buffer.from(p256dh, "base64url");
  const secret = Buffer.from(auth, "base64url").subarray(0, authLength);
  const own = createECDH(curve);
  const sender = own.generateKeys();
  const shared = own.computeSecret(receiver);
  const input = derive(shared, secret, Buffer.concat([Buffer.from("WebPush: info\0", "latin1"), receiver, sender]), 32);
  const salt = randomBytes(16);
  const key = derive(input, salt, "Content-Encoding: aes128gcm\0", 16);
  const nonce = derive(input, salt, "Content-Encoding: nonce\0", 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(recordOf(text)), cipher.final(), cipher.getAuthTag()]);
  const recordSize = Buffer.alloc(4);
  recordSize.writeUInt32BE(bodyMax);
  return Buffer.concat([salt, recordSize, Buffer.from([sender.length]), sender, sealed]);
};
