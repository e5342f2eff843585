/** SMTP itself: where the server is, how long it may take, and what its refusals mean. */
import type { SMTPTransportOptions } from "nodemailer/lib/smtp-transport";
import { isLoopbackHost } from "@/lib/http/same-origin";

const connectMs = 5_000;
const silenceMs = 15_000;

/**
 * Settings of the transport from SMTP_URL. Over `smtp:` the connection is upgraded where the server offers it; with a
 * password it has to be, unless the server is this machine: a password never travels in the clear.
 */
export const transportOptions = (smtpUrl: string): SMTPTransportOptions => {
  const url = new URL(smtpUrl);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  return {
    host,
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== "" && !isLoopbackHost(host),
    ...(user === "" ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
};

/**
 * A failure in the terms of HTTP, which is how lib/resilience judges: 503 = the server surely didn't take the mail and may
 * later, 502 = nobody knows whether it did, 422 = it won't, 401 = it doesn't let us in.
 */
export class SmtpFailure extends Error {
  constructor(
    readonly statusCode: 401 | 422 | 502 | 503,
    cause: unknown,
  ) {
    super(`the mail server failed (${statusCode})`, { cause });
    this.name = "SmtpFailure";
  }
}

interface Clues {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
}

/** Before anything was said: nobody there, or no such name. */
const neverReached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EDNS"]);

/** By reply code (RFC 5321 section 4.2.1: 4yz may work later, 5yz won't) and error code, never by text. */
export const toSmtpFailure = (error: unknown): SmtpFailure => {
  const { code, originalCode, responseCode } = (error ?? {}) as Clues;
  if (typeof responseCode === "number" && responseCode < 500) return new SmtpFailure(503, error);
  if (code === "EAUTH" || code === "ENOAUTH" || code === "ETLS") return new SmtpFailure(401, error);
  if (typeof responseCode === "number") return new SmtpFailure(422, error);
  if (code === "EENVELOPE" || code === "EMESSAGE") return new SmtpFailure(422, error);
  return new SmtpFailure([code, originalCode].some((each) => typeof each === "string" && neverReached.has(each)) ? 503 : 502, error);
};
