/** Sends mail over SMTP. Knows nothing about meetings or accounts; never writes a body or an address into the log. */
import { randomUUID } from "node:crypto";
import { config, publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { MetricsCollector } from "@/lib/metrics";
import { guardedCall } from "@/lib/resilience/guarded-call";
import { oneLine, requireMailbox, requireMessageId, safeHeaders } from "./address";
import { SmtpFailure, toSmtpFailure, transportOptions } from "./smtp";

export interface Attachment {
  readonly filename: string;
  readonly content: string | Buffer;
  readonly contentType: string;
}

export interface Mail {
  /** "ada@example.com" or "Ada <ada@example.com>"; a comma inside is refused, never read as a second recipient. */
  readonly to: string | readonly string[];
  /** Line breaks become spaces. */
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Reply-To, In-Reply-To, References, List-… and the like; not From, To or Subject. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly Attachment[];
  /** An invitation (iMIP, RFC 6047): mail programs offer to put it into the calendar. */
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL" | "PUBLISH" | "REPLY" | "COUNTER"; readonly content: string };
  /** Whom it comes from; MAIL_FROM otherwise. */
  readonly from?: string;
  /** "<id@host>"; the same one when the same mail is sent again, so that it can be recognised. */
  readonly messageId?: string;
  /** False for what a person wrote. Otherwise the mail says that a program sent it, so that no auto-reply comes back (RFC 3834). */
  readonly automatic?: boolean;
}

const deadlineMs = 30_000;

/** True when this server can send mail. */
export const mailerConfigured = (): boolean => config().SMTP_URL !== undefined && config().MAIL_FROM !== undefined;

/** The address that this server sends from; null when it can't send. */
export const mailerAddress = (): string | null => {
  const { MAIL_FROM } = config();
  return mailerConfigured() && MAIL_FROM !== undefined ? (/<([^<>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM) : null;
};

/** "smtp.example.com as Perin <perin@example.com>", for the console and the settings; null when mail isn't configured. */
export const describeMailer = (): string | null => {
  const { SMTP_URL, MAIL_FROM } = config();
  return SMTP_URL === undefined || MAIL_FROM === undefined ? null : `${new URL(SMTP_URL).host} as ${MAIL_FROM}`;
};

const settings = (): { readonly smtpUrl: string; readonly from: string } => {
  const { SMTP_URL, MAIL_FROM } = config();
  if (SMTP_URL === undefined || MAIL_FROM === undefined) throw new AppError("mailer/not-configured");
  return { smtpUrl: SMTP_URL, from: MAIL_FROM };
};

const automaticHeaders = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/** Only what was asked for reaches nodemailer: its other fields read files and addresses of the web. */
const composed = (mail: Mail, defaultFrom: string) => {
  const recipients = typeof mail.to === "string" ? [mail.to] : mail.to;
  if (recipients.length === 0) throw new AppError("mailer/invalid", { message: "a mail without a recipient" });
  return {
    from: requireMailbox(mail.from ?? defaultFrom),
    to: recipients.map(requireMailbox),
    subject: oneLine(mail.subject),
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: mail.messageId === undefined ? `<${randomUUID()}@${new URL(publicOrigin()).hostname}>` : requireMessageId(mail.messageId),
    headers: safeHeaders({ ...(mail.automatic === false ? {} : automaticHeaders), ...mail.headers }),
    ...(mail.calendar === undefined ? {} : { icalEvent: { method: mail.calendar.method, filename: "invite.ics", content: mail.calendar.content } }),
    attachments: (mail.attachments ?? []).map(({ filename, content, contentType }) => ({
      filename: oneLine(filename),
      content,
      contentType: oneLine(contentType),
    })),
  };
};

const meanings = { 401: "mailer/misconfigured", 422: "mailer/refused", 502: "mailer/unavailable", 503: "mailer/unavailable" } as const;

const record = (outcome: string, startedAtMs: number): void =>
  MetricsCollector.record({ name: "mail_send_time", value: performance.now() - startedAtMs, tags: { outcome } });

const transporter = async (smtpUrl: string) => {
  const { createTransport } = await import("nodemailer");
  return createTransport(transportOptions(smtpUrl));
};

/**
 * Sends one mail and waits until the server has taken it. Tried again only while the server surely doesn't have it.
 * `refused` lists the recipients it didn't want while it took the others. Never call it inside a transaction.
 * Errors: mailer/not-configured, mailer/invalid, mailer/refused, mailer/unavailable, mailer/misconfigured.
 */
export const sendMail = async (mail: Mail, signal?: AbortSignal): Promise<{ readonly messageId: string; readonly refused: readonly string[] }> => {
  const { smtpUrl, from } = settings();
  const message = composed(mail, from);
  const startedAtMs = performance.now();
  const once = async (within: AbortSignal): Promise<readonly string[]> => {
    const transport = await transporter(smtpUrl);
    try {
      return (await transport.sendMail({ ...message, signal: within })).rejected;
    } catch (error) {
      throw within.aborted ? within.reason : toSmtpFailure(error);
    }
  };
  try {
    const refused = await guardedCall("smtp", once, { idempotent: false, deadlineMs, ...(signal === undefined ? {} : { signal }) });
    record("sent", startedAtMs);
    logger.info("mail sent", { recipients: message.to.length, refused: refused.length, durationMs: Math.round(performance.now() - startedAtMs) });
    return { messageId: message.messageId, refused };
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    const code = cause instanceof SmtpFailure ? meanings[cause.statusCode] : "mailer/unavailable";
    record(code.slice("mailer/".length), startedAtMs);
    throw new AppError(code, { cause });
  }
};

/** Whether the server answers and lets us in. Errors: as of sendMail. */
export const checkMailer = async (): Promise<void> => {
  const transport = await transporter(settings().smtpUrl);
  try {
    await transport.verify();
  } catch (error) {
    const cause = toSmtpFailure(error);
    throw new AppError(meanings[cause.statusCode], { cause });
  }
};
