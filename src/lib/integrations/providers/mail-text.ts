/** What every provider reads out of a mail's parts in the same way. Pure. */
import { compile } from "html-to-text";
import type { Unsubscribe } from "../contracts";

const htmlMax = 1_000_000;
const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: htmlMax, maxDepth: 60 },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
  ],
});

/** The text of a mail that came as HTML only; nothing in it is fetched. */
export const htmlToText = (html: string): string => convert(html.slice(0, htmlMax)).trim();

const keptMax = 400_000;
/** HTML as it came, for showing it sanitised; null for none. */
export const keptHtml = (html: string): string | null => (html.trim() === "" ? null : html.slice(0, keptMax));

const calendarMax = 200_000;
/** A text/calendar part as it came; null for none, and for one that is no invitation's size. */
export const keptCalendar = (calendar: string): string | null => (/BEGIN:VCALENDAR/i.test(calendar) && calendar.length <= calendarMax ? calendar : null);

const machines = /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|notifications?)@/i;

export interface AutomaticSigns {
  readonly listId: string | null;
  readonly listUnsubscribe: string | null;
  readonly precedence: string | null;
  readonly autoSubmitted: string | null;
  readonly fromEmail: string;
}

/** RFC 3834, RFC 2919 and what machines say of themselves. */
export const isAutomatic = ({ listId, listUnsubscribe, precedence, autoSubmitted, fromEmail }: AutomaticSigns): boolean =>
  listId !== null ||
  listUnsubscribe !== null ||
  /^(?:bulk|list|junk)$/i.test(precedence ?? "") ||
  !/^(?:no)?$/i.test(autoSubmitted ?? "") ||
  machines.test(fromEmail);

const addressMax = 2_000;

/** List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058). Null where neither leads anywhere. */
export const unsubscribeOf = (list: string | null, post: string | null): Unsubscribe | null => {
  const addresses = [...(list ?? "").matchAll(/<\s*([^<>\s]+)\s*>/g)].map((match) => match[1] ?? "").filter((address) => address.length <= addressMax);
  const https = addresses.find((address) => /^https:\/\//i.test(address)) ?? null;
  const mailto = addresses.find((address) => /^mailto:/i.test(address)) ?? null;
  if (https === null && mailto === null) return null;
  return { https, mailto, oneClick: https !== null && /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(post ?? "") };
};
