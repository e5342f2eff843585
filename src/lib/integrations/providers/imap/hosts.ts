/** Where a mailbox probably is, so that mostly an address and a password are all that is typed. */

export interface ServerPlace {
  readonly host: string;
  readonly port: number;
}

export interface MailPlaces {
  readonly imap: readonly ServerPlace[];
  readonly smtp: readonly ServerPlace[];
}

/** Providers whose servers don't have the names one would guess (their own help pages). */
const known: Readonly<Record<string, readonly [imap: string, smtp: string, smtpPort?: number]>> = {
  "gmail.com": ["imap.gmail.com", "smtp.gmail.com"],
  "googlemail.com": ["imap.gmail.com", "smtp.gmail.com"],
  "icloud.com": ["imap.mail.me.com", "smtp.mail.me.com", 587],
  "me.com": ["imap.mail.me.com", "smtp.mail.me.com", 587],
  "mac.com": ["imap.mail.me.com", "smtp.mail.me.com", 587],
  "fastmail.com": ["imap.fastmail.com", "smtp.fastmail.com"],
  "fastmail.fm": ["imap.fastmail.com", "smtp.fastmail.com"],
  "yahoo.com": ["imap.mail.yahoo.com", "smtp.mail.yahoo.com"],
  "yahoo.co.uk": ["imap.mail.yahoo.com", "smtp.mail.yahoo.com"],
  "yahoo.de": ["imap.mail.yahoo.com", "smtp.mail.yahoo.com"],
  "aol.com": ["imap.aol.com", "smtp.aol.com"],
  "gmx.de": ["imap.gmx.net", "mail.gmx.net"],
  "gmx.net": ["imap.gmx.net", "mail.gmx.net"],
  "gmx.at": ["imap.gmx.net", "mail.gmx.net"],
  "gmx.ch": ["imap.gmx.net", "mail.gmx.net"],
  "gmx.com": ["imap.gmx.com", "mail.gmx.com"],
  "web.de": ["imap.web.de", "smtp.web.de", 587],
  "t-online.de": ["secureimap.t-online.de", "securesmtp.t-online.de"],
  "freenet.de": ["mx.freenet.de", "mx.freenet.de"],
  "mailbox.org": ["imap.mailbox.org", "smtp.mailbox.org"],
  "posteo.de": ["posteo.de", "posteo.de"],
  "posteo.net": ["posteo.de", "posteo.de"],
  "zoho.com": ["imap.zoho.com", "smtp.zoho.com"],
  "zoho.eu": ["imap.zoho.eu", "smtp.zoho.eu"],
  "yandex.com": ["imap.yandex.com", "smtp.yandex.com"],
  "yandex.ru": ["imap.yandex.ru", "smtp.yandex.ru"],
  "mail.ru": ["imap.mail.ru", "smtp.mail.ru"],
  "orange.fr": ["imap.orange.fr", "smtp.orange.fr"],
  "free.fr": ["imap.free.fr", "smtp.free.fr"],
  "laposte.net": ["imap.laposte.net", "smtp.laposte.net"],
  "libero.it": ["imapmail.libero.it", "smtp.libero.it"],
  "bluewin.ch": ["imaps.bluewin.ch", "smtpauths.bluewin.ch"],
  "comcast.net": ["imap.comcast.net", "smtp.comcast.net", 587],
  "att.net": ["imap.mail.att.net", "smtp.mail.att.net"],
  "qq.com": ["imap.qq.com", "smtp.qq.com"],
  "163.com": ["imap.163.com", "smtp.163.com"],
  "migadu.com": ["imap.migadu.com", "smtp.migadu.com"],
};

/** These let no other program in with a password any more. */
const withoutPasswords = new Set(["outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.de", "hotmail.de", "hotmail.co.uk"]);
export const takesNoPasswords = (domain: string): boolean => withoutPasswords.has(domain);

/** Bridges to a mailbox that isn't reached otherwise. */
export const needsBridge = (domain: string): boolean => domain === "proton.me" || domain === "protonmail.com" || domain === "pm.me";

/** Their SMTP servers keep a copy of what is sent by themselves. */
export const keepsSentCopies = (smtpHost: string): boolean => /(?:^|\.)(?:gmail\.com|googlemail\.com|office365\.com|outlook\.com)$/i.test(smtpHost);

const smtpPorts = [465, 587] as const;

/** In the order in which they are tried: what was typed, what is known, what most providers call theirs. */
export const guessPlaces = (
  domain: string,
  typed: { readonly imapHost: string; readonly imapPort: number | null; readonly smtpHost: string; readonly smtpPort: number | null },
): MailPlaces => {
  const [imap, smtp, port] = known[domain] ?? [];
  const imapHosts = typed.imapHost !== "" ? [typed.imapHost] : imap !== undefined ? [imap] : [`imap.${domain}`, `mail.${domain}`];
  const smtpHosts =
    typed.smtpHost !== ""
      ? [typed.smtpHost]
      : smtp !== undefined
        ? [smtp]
        : typed.imapHost !== ""
          ? [typed.imapHost.replace(/^imap\./i, "smtp."), typed.imapHost]
          : [`smtp.${domain}`, `mail.${domain}`];
  const ports = typed.smtpPort !== null ? [typed.smtpPort] : port !== undefined ? [port] : smtpPorts;
  return {
    imap: [...new Set(imapHosts)].map((host) => ({ host, port: typed.imapPort ?? 993 })),
    smtp: [...new Set(smtpHosts)].flatMap((host) => ports.map((one) => ({ host, port: one }))),
  };
};
