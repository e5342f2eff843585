/** Who sends (VAPID, RFC 8292): a key of this server's, and a short word for each push service that is signed with it. */
import { createECDH, createPrivateKey, sign, type KeyObject } from "node:crypto";

const curve = "prime256v1";
const lifetimeSeconds = 12 * 3_600;

/** A new private key, base64url. */
export const generateVapidKey = (): string => {
  const key = createECDH(curve);
  key.generateKeys();
  // Leading zeros belong to it.
  return Buffer.concat([Buffer.alloc(32), key.getPrivateKey()])
    .subarray(-32)
    .toString("base64url");
};

const publicPoint = (privateKey: string): Buffer => {
  const key = createECDH(curve);
  key.setPrivateKey(Buffer.from(privateKey, "base64url"));
  return key.getPublicKey();
};

/** What browsers subscribe with: the point, uncompressed, base64url. */
export const vapidPublicKey = (privateKey: string): string => publicPoint(privateKey).toString("base64url");

const keyObject = (privateKey: string): KeyObject => {
  const point = publicPoint(privateKey);
  return createPrivateKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", d: privateKey, x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") },
  });
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export interface VapidOptions {
  readonly privateKey: string;
  /** Whom a push service may write to: "mailto:…" or "https://…". */
  readonly contact: string;
  readonly endpoint: URL;
  readonly nowMs: number;
}

/** The Authorization header for one push service. */
export const vapidHeader = ({ privateKey, contact, endpoint, nowMs }: VapidOptions): string => {
  const claims = { aud: endpoint.origin, exp: Math.floor(nowMs / 1_000) + lifetimeSeconds, sub: contact };
  const signed = `${encoded({ typ: "JWT", alg: "ES256" })}.${encoded(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: keyObject(privateKey), dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `vapid t=${signed}.${signature}, k=${vapidPublicKey(privateKey)}`;
};
