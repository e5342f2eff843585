/** Sending through the account's own SMTP server: judged and pinned like IMAP, encrypted, and honest about what may have gone out. */
import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { AppError } from "@/lib/errors";
import { toSmtpFailure } from "@/lib/mailer/smtp";
import { timed } from "@/lib/metrics";
import { callGuarded } from "@/lib/resilience/guarded-call";
import { judgedHost, type Judged, type Login } from "./client";
import type { ServerPlace } from "./hosts";

const connectMs = 10_000;
const silenceMs = 60_000;
const sendMaxMs = 90_000;

const transportTo = ({ address, host, strict }: Judged, port: number, { user, password }: Login) =>
  createTransport({
    host: address,
    port,
    secure: port === 465,
    requireTLS: strict && port !== 465,
    tls: { rejectUnauthorized: strict, minVersion: "TLSv1.2", ...(isIP(host) === 0 ? { servername: host } : {}) },
    auth: { user, pass: password },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/** Whether it lets us in. Errors: integrations/credentials-refused, -unreachable, -address-refused. */
export const trySmtp = async ({ host, port }: ServerPlace, login: Login): Promise<void> => {
  const transport = transportTo(await judgedHost(host), port, login);
  try {
    await transport.verify();
  } catch (error) {
    const { statusCode } = toSmtpFailure(error);
    throw new AppError(statusCode === 401 ? "integrations/credentials-refused" : "integrations/unreachable", { message: `smtp (${statusCode})` });
  } finally {
    transport.close();
  }
};

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** `unknown`: it broke off when the server may have had it already. */
export type SmtpOutcome = { readonly kind: "taken"; readonly refused: readonly string[] } | { readonly kind: "refused" } | { readonly kind: "unknown" };

/** Errors: integrations/unreachable and integrations/credentials-refused, when the mail surely wasn't taken. */
export const sendSmtp = async ({ host, port }: ServerPlace, login: Login, envelope: Envelope, raw: Buffer, signal: AbortSignal): Promise<SmtpOutcome> => {
  const judged = await judgedHost(host);
  const once = async (within: AbortSignal): Promise<readonly string[]> => {
    const transport = transportTo(judged, port, login);
    try {
      const { rejected } = await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw, signal: within });
      return rejected.map((one) => one.toLowerCase());
    } catch (error) {
      throw within.aborted ? within.reason : toSmtpFailure(error);
    } finally {
      transport.close();
    }
  };
  try {
    const guarded = () => callGuarded(`smtp ${host}:${port}`, once, { idempotent: false, deadlineMs: sendMaxMs, signal });
    return { kind: "taken", refused: await timed("provider_call_ms", { provider: "smtp" }, guarded) };
  } catch (error) {
    const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
    if (status === 422) return { kind: "refused" };
    if (status === 503) throw new AppError("integrations/unreachable", { message: "smtp (503)" });
    if (status === 401) throw new AppError("integrations/credentials-refused", { message: "smtp (401)" });
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (code === "resilience/circuit-open") throw new AppError("integrations/unreachable", { message: "smtp: too many failures" });
    return { kind: "unknown" };
  }
};
