/** What owners are told by mail, in their language, as text and as HTML. Titles and texts may be outsiders' words: they are escaped, never read. */

export type MailLanguage = "en" | "de" | "he";

/** The language a locale's reader is written to in; English where there is none of its own. */
export const mailLanguage = (locale: string): MailLanguage => {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? "";
  if (language === "he" || language === "iw") return "he";
  return language === "de" ? "de" : "en";
};

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Words {
  readonly open: string;
  readonly why: string;
  readonly stop: string;
  readonly choose: string;
  readonly digest: (count: number) => string;
  readonly digestIntro: string;
  readonly digestWhy: string;
  readonly more: (count: number) => string;
}

const words: Readonly<Record<MailLanguage, Words>> = {
  en: {
    open: "Open in Perin",
    why: "Your Perin wrote this mail because you chose to be told of such things by mail.",
    stop: "No more mails of this kind",
    choose: "Choose what you are told",
    digest: (count) => (count === 1 ? "One thing you haven’t read" : `${count} things you haven’t read`),
    digestIntro: "Since the last digest:",
    digestWhy: "Your Perin wrote this mail because you chose a daily digest.",
    more: (count) => `And ${count} more.`,
  },
  de: {
    open: "In Perin öffnen",
    why: "Ihr Perin schreibt diese Mail, weil Sie solche Nachrichten per Mail gewünscht haben.",
    stop: "Keine solchen Mails mehr",
    choose: "Auswählen, was Sie erfahren",
    digest: (count) => (count === 1 ? "Eine ungelesene Nachricht" : `${count} ungelesene Nachrichten`),
    digestIntro: "Seit der letzten Übersicht:",
    digestWhy: "Ihr Perin schreibt diese Mail, weil Sie eine tägliche Übersicht gewünscht haben.",
    more: (count) => `Und ${count} weitere.`,
  },
  he: {
    open: "פתיחה ב־Perin",
    why: "הודעה זו נשלחה כי בחרת לקבל עדכונים כאלה בדואר.",
    stop: "לא לשלוח עוד הודעות כאלה",
    choose: "בחירת העדכונים",
    digest: (count) => (count === 1 ? "עדכון אחד שלא נקרא" : `${count} עדכונים שלא נקראו`),
    digestIntro: "מאז הסיכום הקודם:",
    digestWhy: "הודעה זו נשלחה כי בחרת לקבל סיכום יומי.",
    more: (count) => `ועוד ${count}.`,
  },
};

/** Where the links of a mail lead. */
export interface MailPlaces {
  /** Null where nothing can be done about it. */
  readonly open: string | null;
  /** Asks, and stops these mails only when told to. */
  readonly stop: string;
  readonly settings: string;
}

export interface MailItem {
  readonly title: string;
  readonly body: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign);
/** A subject is one line, whatever names hold. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, 200);

const paragraph = (content: string, style = "margin:0 0 16px"): string => `<p style="${style}">${content}</p>`;
const link = (href: string, label: string): string => `<a href="${escaped(href)}" style="color:#7a3e12">${escaped(label)}</a>`;
/** Somebody's words find their own direction inside the mail's. */
const said = ({ title, body }: MailItem): string =>
  paragraph(
    [`<strong dir="auto">${escaped(title)}</strong>`, ...(body === "" ? [] : [`<span dir="auto">${body.split("\n").map(escaped).join("<br>")}</span>`])].join(
      "<br>",
    ),
  );

const page = (language: MailLanguage, title: string, parts: readonly string[]): string =>
  [
    `<!doctype html><html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1f1d1a;background:#fff"><div style="max-width:560px;margin:0 auto">`,
    ...parts,
    "</div></body></html>",
  ].join("\n");

const footer = ({ stop, choose }: Words, why: string, places: MailPlaces): string =>
  paragraph(`${escaped(why)}<br>${link(places.stop, stop)} · ${link(places.settings, choose)}`, "margin:24px 0 0;color:#6b655c;font-size:14px");

const footerText = ({ stop, choose }: Words, why: string, places: MailPlaces): string =>
  ["-- ", why, `${stop}:\n${places.stop}`, `${choose}:\n${places.settings}`].join("\n");

/** One thing, told at once. */
export const writeNoticeMail = (item: MailItem, language: MailLanguage, places: MailPlaces): MailText => {
  const own = words[language];
  return {
    subject: oneLine(item.title),
    text: [
      item.title,
      ...(item.body === "" ? [] : [item.body]),
      ...(places.open === null ? [] : [`${own.open}:\n${places.open}`]),
      footerText(own, own.why, places),
    ].join("\n\n"),
    html: page(language, item.title, [said(item), ...(places.open === null ? [] : [paragraph(link(places.open, own.open))]), footer(own, own.why, places)]),
  };
};

/** Everything of a day that wasn't read; `left` more are only counted. */
export const writeDigestMail = (items: readonly MailItem[], left: number, language: MailLanguage, places: MailPlaces): MailText => {
  const own = words[language];
  const subject = own.digest(items.length + left);
  const rest = left > 0 ? [own.more(left)] : [];
  const open = places.open ?? places.settings;
  return {
    subject,
    text: [
      own.digestIntro,
      ...items.map(({ title, body }) => [`* ${title}`, ...body.split("\n").filter(Boolean)].join("\n  ")),
      ...rest,
      `${own.open}:\n${open}`,
      footerText(own, own.digestWhy, places),
    ].join("\n\n"),
    html: page(language, subject, [
      paragraph(escaped(own.digestIntro)),
      ...items.map(said),
      ...rest.map((line) => paragraph(escaped(line))),
      paragraph(link(open, own.open)),
      footer(own, own.digestWhy, places),
    ]),
  };
};
