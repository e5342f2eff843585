/** Any mailbox with IMAP and SMTP: connected with an address and a password, which are tried before anything is kept. */
import { AppError, isAppError } from "@/lib/errors";
import type { PreparedAccount, Provider } from "../../contracts";
import { listBoxes } from "./boxes";
import { withImap, type Login } from "./client";
import { guessPlaces, needsBridge, takesNoPasswords, type ServerPlace } from "./hosts";
import { imapMailbox } from "./mailbox";
import { sealedSettings } from "./settings";
import { trySmtp } from "./smtp";

const addressPattern = /^[^\s@<>,;:"]+@([a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*)$/i;

const invalid = (name: string, message: string): AppError => new AppError("request/invalid", { issues: [{ path: ["fields", name], message }] });

const hostOf = (name: string, typed: string): string => {
  const host = typed.trim().replace(/\.$/, "");
  if (host !== "" && !/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|\[?[\da-f:.]+\]?)$/i.test(host))
    throw invalid(name, "A server’s name looks like mail.example.com, without https:// and without a slash");
  return host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
};

const portOf = (name: string, typed: string): number | null => {
  if (typed === "") return null;
  const port = Number(typed);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalid(name, "A port is a number, mostly 993 for IMAP and 465 or 587 for SMTP");
  return port;
};

/** Tries one after the other. A server that answers and doesn't let us in ends it: another name for it wouldn't either. */
const firstThatWorks = async (
  kind: "IMAP" | "SMTP",
  places: readonly ServerPlace[],
  attempt: (place: ServerPlace) => Promise<unknown>,
): Promise<ServerPlace> => {
  let last: unknown = new AppError("integrations/unreachable");
  for (const place of places) {
    try {
      await attempt(place);
      return place;
    } catch (error) {
      if (isAppError(error) && error.code === "integrations/credentials-refused")
        throw new AppError("integrations/credentials-refused", {
          publicMessage: `${place.host} (${kind}) doesn’t accept that name and password. Many providers want an app password instead of your own; some have to be told to allow ${kind} first.`,
        });
      last = error;
    }
  }
  if (isAppError(last) && last.code === "integrations/address-refused") throw last;
  const tried = places.map(({ host, port }) => `${host}:${port}`).join(", ");
  throw new AppError("integrations/unreachable", { publicMessage: `No ${kind} server answers at ${tried}. Enter the one that your provider names.` });
};

const prepare = async (fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<PreparedAccount> => {
  const email = (fields.email ?? "").trim().toLowerCase();
  const domain = addressPattern.exec(email)?.[1];
  if (domain === undefined) throw invalid("email", "Write the whole address, such as ada@example.com");
  const typed = {
    imapHost: hostOf("imapHost", fields.imapHost ?? ""),
    imapPort: portOf("imapPort", fields.imapPort ?? ""),
    smtpHost: hostOf("smtpHost", fields.smtpHost ?? ""),
    smtpPort: portOf("smtpPort", fields.smtpPort ?? ""),
  };
  if (typed.imapHost === "" && takesNoPasswords(domain))
    throw new AppError("integrations/credentials-refused", {
      publicMessage: "Microsoft doesn’t let other programs in with a password any more. Connect it as a Microsoft account.",
    });
  if (typed.imapHost === "" && needsBridge(domain))
    throw new AppError("integrations/unreachable", {
      publicMessage: "Proton’s mail is reached through Proton Mail Bridge only. Run it beside this server, and enter its host and ports.",
    });
  // App passwords are shown in groups; they are meant without the gaps.
  const password = /^(?:[a-z]{4} ){3}[a-z]{4}$/i.test(fields.password ?? "") ? (fields.password ?? "").replaceAll(" ", "") : (fields.password ?? "");
  const login: Login = { user: (fields.user ?? "") === "" ? email : (fields.user ?? ""), password };
  const places = guessPlaces(domain, typed);
  const imap = await firstThatWorks("IMAP", places.imap, (place) => withImap(place, login, signal, (client) => listBoxes(client, false)));
  const smtp = await firstThatWorks("SMTP", places.smtp, (place) => trySmtp(place, login));
  const settings = { email, ...login, imapHost: imap.host, imapPort: imap.port, smtpHost: smtp.host, smtpPort: smtp.port };
  return { account: email, name: email, secret: sealedSettings(settings), metadata: { imapHost: imap.host, smtpHost: smtp.host } };
};

export const imap: Provider = {
  manifest: {
    id: "imap",
    label: "Mailbox (IMAP)",
    about: "Read, search, draft, send and file the mail of any account with IMAP and SMTP. Mostly its address and password are all it takes.",
    kinds: ["mail"],
    connects: "credentials",
    fields: [
      { name: "email", label: "Address", hint: "", input: "email", required: true },
      {
        name: "password",
        label: "Password",
        hint: "An app password where your provider has them (Gmail, iCloud, Fastmail, Yahoo).",
        input: "password",
        required: true,
      },
      { name: "user", label: "User name", hint: "Only where it isn’t the address.", input: "text", required: false },
      { name: "imapHost", label: "IMAP server", hint: "Left empty, it is found by itself for most.", input: "text", required: false },
      { name: "imapPort", label: "IMAP port", hint: "993 unless your provider says otherwise.", input: "text", required: false },
      { name: "smtpHost", label: "SMTP server", hint: "Left empty, it is found by itself for most.", input: "text", required: false },
      { name: "smtpPort", label: "SMTP port", hint: "465 or 587, which are both tried.", input: "text", required: false },
    ],
    readOnly: false,
    everyMinutes: 2,
  },
  prepare,
  mail: imapMailbox,
  watches: true,
};
