/** A push service and the browsers behind it: takes messages as RFC 8030 says, opens them as RFC 8291 says, and looks at who sent them as RFC 8292 says. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify, type ECDH } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface PushedMessage {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One browser: its keys, as `PushSubscription.toJSON()` tells them. */
export class TestBrowser {
  private readonly key: ECDH = createECDH("prime256v1");
  private readonly secret = randomBytes(16);

  constructor(readonly endpoint: string) {
    this.key.generateKeys();
  }

  get subscription(): { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } } {
    return { endpoint: this.endpoint, keys: { p256dh: this.key.getPublicKey().toString("base64url"), auth: this.secret.toString("base64url") } };
  }

  /** Written from the RFC (section 3.4), not from what is tested. */
  open(body: Buffer): string {
    const [salt, recordSize, idLength] = [body.subarray(0, 16), body.readUInt32BE(16), body[20] ?? 0];
    const sender = body.subarray(21, 21 + idLength);
    const record = body.subarray(21 + idLength);
    if (record.length > recordSize) throw new Error("a record is longer than it says");
    const hkdf = (input: Buffer, saltWith: Buffer, info: Buffer, length: number) => Buffer.from(hkdfSync("sha256", input, saltWith, info, length));
    const keyInfo = Buffer.concat([Buffer.from("WebPush: info\0"), this.key.getPublicKey(), sender]);
    const input = hkdf(this.key.computeSecret(sender), this.secret, keyInfo, 32);
    const key = hkdf(input, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = hkdf(input, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
    const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    const end = padded.findLastIndex((byte) => byte !== 0);
    if (padded[end] !== 2) throw new Error("the last record doesn't end with 2");
    return padded.subarray(0, end).toString("utf8");
  }
}

interface Vapid {
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string };
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
}

/** The signed word of the Authorization header; throws unless the signature is the key's (RFC 8292 section 2). */
export const readVapid = (authorization = ""): Vapid => {
  const [, token = "", publicKey = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = "", claims = "", signature = ""] = token.split(".");
  const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  if ((decoded(header) as { alg: string }).alg !== "ES256") throw new Error("VAPID is signed with ES256");
  const point = Buffer.from(publicKey, "base64url");
  const key = createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") },
  });
  if (!verify("sha256", Buffer.from(`${header}.${claims}`), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")))
    throw new Error("the signature isn't the key's");
  return { claims: decoded(claims) as Vapid["claims"], publicKey };
};

export interface PushServer {
  readonly origin: string;
  readonly messages: PushedMessage[];
  /** What a browser's endpoint answers; 201 unless told. */
  readonly answers: Map<string, number | { readonly status: number; readonly headers: Record<string, string> }>;
  readonly newBrowser: () => TestBrowser;
  readonly close: () => Promise<void>;
}

export const startPushServer = async (): Promise<PushServer> => {
  const messages: PushedMessage[] = [];
  const answers: PushServer["answers"] = new Map();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const answer = answers.get(path) ?? 201;
      messages.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(typeof answer === "number" ? answer : answer.status, typeof answer === "number" ? {} : answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    messages,
    answers,
    newBrowser: () => new TestBrowser(`${origin}/push/${randomBytes(8).toString("hex")}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
