/** What visitors are told by mail, in their language, as text and as HTML. Everything that people wrote is data: it is escaped, never read. */
import { directionOf, type Language } from "./meeting-words";

export type MailKind =
  "booked" | "requested" | "approved" | "moved" | "reminder" | "cancelled" | "declined" | "proposed" | "countered" | "proposal-declined" | "code";

export interface MailFacts {
  readonly kind: MailKind;
  readonly language: Language;
  /** The owner. */
  readonly owner: string;
  /** The visitor. */
  readonly name: string;
  /** "Intro call with Ada Owner". */
  readonly title: string;
  /** In the visitor's zone: "Tuesday 24 Nov, 15:00–15:30 (London time)". */
  readonly when: string;
  readonly place: string;
  /** What the owner wrote along; may be empty. */
  readonly message: string;
  readonly code: string;
  /** Address of the page on which it can be moved, cancelled or answered; null for a code. */
  readonly manageAddress: string | null;
  /** Address of the booking as a calendar file; null unless it is booked. */
  readonly fileAddress: string | null;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Words {
  readonly hello: (name: string) => string;
  readonly subject: Readonly<Record<MailKind, (facts: MailFacts) => string>>;
  readonly first: Readonly<Record<MailKind, (facts: MailFacts) => string>>;
  readonly when: string;
  readonly where: string;
  readonly said: (owner: string) => string;
  readonly manage: string;
  readonly file: string;
  readonly answer: string;
  readonly data: string;
  readonly by: (owner: string) => string;
}

const en: Words = {
  hello: (name) => `Hello ${name},`,
  subject: {
    booked: ({ title, when }) => `Booked: ${title}, ${when}`,
    requested: ({ title, when }) => `Waiting for a yes: ${title}, ${when}`,
    approved: ({ title, when }) => `Confirmed: ${title}, ${when}`,
    moved: ({ title, when }) => `Moved: ${title}, now ${when}`,
    reminder: ({ title, when }) => `Coming up: ${title}, ${when}`,
    cancelled: ({ title, when }) => `Cancelled: ${title}, ${when}`,
    declined: ({ title, when }) => `Not this time: ${title}, ${when}`,
    proposed: ({ title, when }) => `Passed on: ${title}, ${when}`,
    countered: ({ title, when }) => `Another time: ${title}, ${when}`,
    "proposal-declined": ({ title, when }) => `Not this time: ${title}, ${when}`,
    code: ({ code }) => `Your code: ${code}`,
  },
  first: {
    booked: () => "your meeting is booked.",
    requested: ({ owner }) => `the time is kept for you until ${owner} says yes or no. You get a mail then.`,
    approved: ({ owner }) => `${owner} said yes. Your meeting is booked.`,
    moved: () => "your meeting has a new time.",
    reminder: ({ owner }) => `a reminder of your meeting with ${owner}. If it doesn't suit you any more, move or cancel it below.`,
    cancelled: () => "your meeting is cancelled.",
    declined: ({ owner }) => `${owner} can't take this meeting. You can open the link again and pick another time.`,
    proposed: ({ owner }) => `${owner} was asked about the time you proposed. You get a mail with the answer.`,
    countered: ({ owner }) => `${owner} answers with another time. Take it, or not, on the page below.`,
    "proposal-declined": ({ owner }) => `${owner} can't make the time you proposed.`,
    code: ({ code }) =>
      `to confirm this address, write down this code where you asked for it: ${code}. It holds for ten minutes. If you didn't ask for it, do nothing.`,
  },
  when: "When",
  where: "Where",
  said: (owner) => `${owner} wrote`,
  manage: "Move or cancel",
  file: "Calendar file (.ics)",
  answer: "Answer",
  data: "On the same page you can get or delete what is kept of you.",
  by: (owner) => `Written by Perin, the digital delegate of ${owner}.`,
};

const de: Words = {
  hello: (name) => `Hallo ${name},`,
  subject: {
    booked: ({ title, when }) => `Gebucht: ${title}, ${when}`,
    requested: ({ title, when }) => `Wartet auf Zusage: ${title}, ${when}`,
    approved: ({ title, when }) => `Zugesagt: ${title}, ${when}`,
    moved: ({ title, when }) => `Verschoben: ${title}, jetzt ${when}`,
    reminder: ({ title, when }) => `Steht bevor: ${title}, ${when}`,
    cancelled: ({ title, when }) => `Abgesagt: ${title}, ${when}`,
    declined: ({ title, when }) => `Klappt nicht: ${title}, ${when}`,
    proposed: ({ title, when }) => `Weitergegeben: ${title}, ${when}`,
    countered: ({ title, when }) => `Andere Zeit: ${title}, ${when}`,
    "proposal-declined": ({ title, when }) => `Klappt nicht: ${title}, ${when}`,
    code: ({ code }) => `Ihr Code: ${code}`,
  },
  first: {
    booked: () => "Ihr Termin ist gebucht.",
    requested: ({ owner }) => `die Zeit ist für Sie freigehalten, bis ${owner} zu- oder absagt. Sie bekommen dann eine Mail.`,
    approved: ({ owner }) => `${owner} hat zugesagt. Ihr Termin ist gebucht.`,
    moved: () => "Ihr Termin hat eine neue Zeit.",
    reminder: ({ owner }) => `zur Erinnerung an Ihren Termin mit ${owner}. Passt er nicht mehr, verschieben Sie ihn unten oder sagen Sie ab.`,
    cancelled: () => "Ihr Termin ist abgesagt.",
    declined: ({ owner }) => `${owner} kann diesen Termin nicht annehmen. Öffnen Sie den Link noch einmal und wählen Sie eine andere Zeit.`,
    proposed: ({ owner }) => `${owner} wurde nach Ihrer Zeit gefragt. Die Antwort kommt als Mail.`,
    countered: ({ owner }) => `${owner} antwortet mit einer anderen Zeit. Nehmen Sie sie auf der Seite unten an, oder nicht.`,
    "proposal-declined": ({ owner }) => `zu der Zeit, die Sie vorgeschlagen haben, kann ${owner} nicht.`,
    code: ({ code }) =>
      `schreiben Sie diesen Code dorthin, wo Sie ihn angefordert haben: ${code}. Er gilt zehn Minuten. Haben Sie ihn nicht angefordert, tun Sie nichts.`,
  },
  when: "Wann",
  where: "Wo",
  said: (owner) => `${owner} schreibt`,
  manage: "Verschieben oder absagen",
  file: "Kalenderdatei (.ics)",
  answer: "Antworten",
  data: "Auf derselben Seite können Sie abrufen oder löschen, was über Sie gespeichert ist.",
  by: (owner) => `Geschrieben von Perin, dem digitalen Stellvertreter von ${owner}.`,
};

const he: Words = {
  hello: (name) => `שלום ${name},`,
  subject: {
    booked: ({ title, when }) => `נקבע: ${title}, ${when}`,
    requested: ({ title, when }) => `ממתין לאישור: ${title}, ${when}`,
    approved: ({ title, when }) => `אושר: ${title}, ${when}`,
    moved: ({ title, when }) => `הוזז: ${title}, כעת ${when}`,
    reminder: ({ title, when }) => `תזכורת: ${title}, ${when}`,
    cancelled: ({ title, when }) => `בוטל: ${title}, ${when}`,
    declined: ({ title, when }) => `לא מתאפשר: ${title}, ${when}`,
    proposed: ({ title, when }) => `הועבר: ${title}, ${when}`,
    countered: ({ title, when }) => `מועד אחר: ${title}, ${when}`,
    "proposal-declined": ({ title, when }) => `לא מתאפשר: ${title}, ${when}`,
    code: ({ code }) => `הקוד שלך: ${code}`,
  },
  first: {
    booked: () => "הפגישה נקבעה.",
    requested: ({ owner }) => `המועד שמור עד לתשובה של ${owner}. התשובה תגיע בדואר.`,
    approved: ({ owner }) => `התקבל אישור מ־${owner}. הפגישה נקבעה.`,
    moved: () => "לפגישה יש מועד חדש.",
    reminder: ({ owner }) => `תזכורת לפגישה עם ${owner}. אם המועד כבר אינו מתאים, אפשר לשנות או לבטל בדף שלמטה.`,
    cancelled: () => "הפגישה בוטלה.",
    declined: ({ owner }) => `הפגישה אינה מתאפשרת עבור ${owner}. אפשר לפתוח שוב את הקישור ולבחור מועד אחר.`,
    proposed: ({ owner }) => `המועד שהוצע הועבר אל ${owner}. התשובה תגיע בדואר.`,
    countered: ({ owner }) => `התקבלה הצעה למועד אחר מ־${owner}. אפשר לקבל אותה או לדחות אותה בדף שלמטה.`,
    "proposal-declined": ({ owner }) => `המועד שהוצע אינו מתאים ל־${owner}.`,
    code: ({ code }) => `כדי לאשר את הכתובת, יש לכתוב את הקוד במקום שבו הוא התבקש: ${code}. הקוד תקף לעשר דקות. אם לא ביקשת קוד, אין צורך לעשות דבר.`,
  },
  when: "מתי",
  where: "איפה",
  said: (owner) => `הודעה מ־${owner}`,
  manage: "שינוי מועד או ביטול",
  file: "קובץ יומן (ics.)",
  answer: "מענה",
  data: "באותו דף אפשר לקבל או למחוק את מה ששמור עליך.",
  by: (owner) => `נכתב על ידי Perin, הנציג הדיגיטלי של ${owner}.`,
};

const wordsOf: Readonly<Record<Language, Words>> = { en, de, he };

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign] ?? sign);

/** A subject is one line, whatever names and purposes hold. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").slice(0, 200);

const ended = new Set<MailKind>(["cancelled", "declined", "proposal-declined"]);

/** Subject, text and HTML of a mail. The HTML says its language and direction, has no pictures, and loads nothing. */
export const writeMail = (facts: MailFacts): MailText => {
  const { kind, language, owner, name, title, when, place, message, manageAddress, fileAddress } = facts;
  const words = wordsOf[language];
  const about = kind === "code" ? [] : [title, `${words.when}: ${when}`, ...(place === "" || ended.has(kind) ? [] : [`${words.where}: ${place}`])];
  const said = message === "" ? null : { head: words.said(owner), text: message };
  const action = manageAddress === null || ended.has(kind) ? null : { label: kind === "countered" ? words.answer : words.manage, href: manageAddress };
  const file = ended.has(kind) ? null : fileAddress;
  const greeting = name === "" ? [] : [words.hello(name)];
  const text = [
    ...greeting,
    words.first[kind](facts),
    ...(about.length > 0 ? [about.join("\n")] : []),
    ...(said === null ? [] : [`${said.head}:\n${said.text}`]),
    ...(action === null ? [] : [`${action.label}:\n${action.href}`]),
    ...(file === null ? [] : [`${words.file}:\n${file}`]),
    ...(action === null ? [] : [words.data]),
    words.by(owner),
  ].join("\n\n");
  const paragraph = (content: string): string => `<p style="margin:0 0 16px">${content}</p>`;
  const lines = (list: readonly string[]): string => list.map(escaped).join("<br>");
  const html = [
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1f1d1a;background:#fff"><div style="max-width:560px;margin:0 auto">`,
    ...greeting.map((line) => paragraph(escaped(line))),
    paragraph(escaped(words.first[kind](facts))),
    ...(about.length > 0 ? [paragraph(`<strong>${escaped(about[0] ?? "")}</strong><br>${lines(about.slice(1))}`)] : []),
    ...(said === null ? [] : [paragraph(`${escaped(said.head)}:<br>${lines(said.text.split("\n"))}`)]),
    ...(action === null ? [] : [paragraph(`<a href="${escaped(action.href)}">${escaped(action.label)}</a>`)]),
    ...(file === null ? [] : [paragraph(`<a href="${escaped(file)}">${escaped(words.file)}</a>`)]),
    ...(action === null ? [] : [paragraph(escaped(words.data))]),
    `<p style="margin:0;color:#6b655c;font-size:14px">${escaped(words.by(owner))}</p></div></body></html>`,
  ].join("\n");
  return { subject: oneLine(words.subject[kind](facts)), text, html };
};
