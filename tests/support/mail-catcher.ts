/** A real SMTP server that keeps what it is given. Runs under plain Node, too (tools/e2e-server.mjs), so no aliases and nothing but types to strip. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Headers by lower-case name, unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  /** The plain-text part, decoded. */
  readonly text: string;
  readonly raw: string;
}

export interface MailCatcher {
  readonly url: string;
  readonly port: number;
  readonly mails: CaughtMail[];
  readonly close: () => Promise<void>;
}

const headersOf = (head: string): Record<string, string> =>
  Object.fromEntries(
    head
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const),
  );

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text.replace(/=\r\n/g, "").replace(/=([\dA-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_whole, kind: string, body: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(body, "base64").toString("utf8") : quotedPrintable(body.replaceAll("_", " ")),
    );

const decoded = (body: string, encoding: string | undefined): string => {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quotedPrintable(body) : body;
};

const textOf = (raw: string): string => {
  const split = raw.indexOf("\r\n\r\n");
  const [headers, body] = [headersOf(raw.slice(0, split)), raw.slice(split + 4)];
  const boundary = /boundary="?([^";]+)"?/.exec(headers["content-type"] ?? "")?.[1];
  if (boundary === undefined) return decoded(body, headers["content-transfer-encoding"]?.toLowerCase());
  const parts = body.split(`--${boundary}`).map((part) => part.replace(/^\r\n/, ""));
  const plain = parts.find((part) => /^content-type: (?:text\/plain|multipart)/im.test(part));
  return plain === undefined ? "" : textOf(plain);
};

const parseMail = (raw: string, from: string, to: readonly string[]): CaughtMail => {
  const headers = headersOf(raw.slice(0, raw.indexOf("\r\n\r\n")));
  return { from, to, subject: decodeWords(headers.subject ?? ""), headers, text: textOf(raw).replaceAll("\r\n", "\n").trim(), raw };
};

/** Listens on a free port of this machine. `options` overrides what smtp-server does, to play a server that refuses. */
export const startMailCatcher = async (options: SMTPServerOptions = {}): Promise<MailCatcher> => {
  const mails: CaughtMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push(
          parseMail(
            Buffer.concat(chunks).toString("utf8"),
            mailFrom === false ? "" : mailFrom.address,
            rcptTo.map(({ address }) => address),
          ),
        );
        done();
      });
    },
    ...options,
  });
  // A client that goes away in the middle is what some tests are about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
};

/** Lets a browser journey read the mails: GET /?to=ADDRESS answers them as JSON, oldest first. */
export const serveMailbox = async (catcher: MailCatcher, port: number): Promise<{ readonly close: () => void }> => {
  const server = createServer((request, response) => {
    const to = new URL(request.url ?? "/", "http://mailbox").searchParams.get("to");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(catcher.mails.filter((mail) => to === null || mail.to.includes(to))));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { close: () => server.close() };
};
