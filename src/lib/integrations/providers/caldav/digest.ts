/**
 * HTTP Digest authentication (RFC 7616), for the calendar servers that take nothing else: reading what a server wants to be told, and telling
 * it. Of what RFC 7616 has: MD5, SHA-256 and SHA-512/256, each with `-sess` or without, `qop=auth` or none (RFC 2069).
 */
import { createHash } from "node:crypto";

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  /** As the server wrote it, to be said back; null for none. */
  readonly algorithm: string | null;
  readonly hash: "sha512-256" | "sha256" | "md5";
  readonly session: boolean;
  /** `auth` is wanted. */
  readonly quality: boolean;
}

const hashes = { "SHA-512-256": "sha512-256", "SHA-256": "sha256", MD5: "md5" } as const;
/** The strongest first. */
const order = Object.values(hashes);

const challengeOf = (parameters: string): DigestChallenge | null => {
  const said = new Map(
    [...parameters.matchAll(/([a-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)].map(
      ([, name = "", quoted, bare]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? bare ?? ""] as const,
    ),
  );
  const [realm, nonce, algorithm, qop] = ["realm", "nonce", "algorithm", "qop"].map((name) => said.get(name));
  const bare = (algorithm ?? "MD5").toUpperCase().replace(/-SESS$/, "");
  const hash = Object.entries(hashes).find(([name]) => name === bare)?.[1];
  const qualities = qop?.split(",").map((quality) => quality.trim().toLowerCase());
  if (realm === undefined || nonce === undefined || hash === undefined || (qualities !== undefined && !qualities.includes("auth"))) return null;
  const session = /-sess$/i.test(algorithm ?? "");
  return { realm, nonce, opaque: said.get("opaque") ?? null, algorithm: algorithm ?? null, hash, session, quality: qualities !== undefined };
};

/** The strongest Digest that a server offers in WWW-Authenticate; null where it offers none that we know. */
export const readDigestChallenge = (header: string | null): DigestChallenge | null =>
  (header ?? "")
    .split(/(?:^|,)\s*(?=[a-z][\w-]*\s+[a-z-]+\s*=)/i)
    .flatMap((scheme) => (/^\s*digest\s/i.test(scheme) ? (challengeOf(scheme) ?? []) : []))
    .sort((a, b) => order.indexOf(a.hash) - order.indexOf(b.hash))[0] ?? null;

export interface DigestUse {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query, as they are asked for. */
  readonly uri: string;
  /** Made by us, fresh. */
  readonly clientNonce: string;
  /** How often this challenge was answered, from 1. */
  readonly count: number;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** The value of the Authorization header. */
export const digestAuthorization = (challenge: DigestChallenge, { username, password, method, uri, clientNonce, count }: DigestUse): string => {
  const { realm, nonce, opaque, algorithm, hash, session, quality } = challenge;
  const h = (...parts: readonly string[]): string => createHash(hash).update(parts.join(":"), "utf8").digest("hex");
  const nc = count.toString(16).padStart(8, "0");
  const who = h(username, realm, password);
  const a1 = session ? h(who, nonce, clientNonce) : who;
  const response = quality ? h(a1, nonce, nc, clientNonce, "auth", h(method, uri)) : h(a1, nonce, h(method, uri));
  const parts = [`username=${quoted(username)}`, `realm=${quoted(realm)}`, `uri=${quoted(uri)}`, `nonce=${quoted(nonce)}`, `response="${response}"`];
  if (algorithm !== null) parts.push(`algorithm=${algorithm}`);
  if (quality) parts.push("qop=auth", `nc=${nc}`);
  if (quality || session) parts.push(`cnonce=${quoted(clientNonce)}`);
  if (opaque !== null) parts.push(`opaque=${quoted(opaque)}`);
  return `Digest ${parts.join(", ")}`;
};
