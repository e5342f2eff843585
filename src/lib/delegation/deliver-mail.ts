/**
 * Sends what a visitor, or the owner, has to be told: over this server's SMTP where there is one, else into the mailbox of this server. What reaches
 * nobody stays in the owner's outbox, where it says so.
 */
import { publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { findProfile, ownerActor } from "@/lib/identity/service";
import type { Profile } from "@/lib/identity/contracts";
import { postNotice } from "@/lib/mail/service";
import { mailerConfigured, sendMail } from "@/lib/mailer";
import { findBookingRow, findProposalRow, forgottenEmail, type StoredBooking } from "@/lib/queries/link-bookings";
import { findVisitRow } from "@/lib/queries/link-visits";
import { findLinkRow, type StoredLink } from "@/lib/queries/links";
import { listMailboxes } from "@/lib/queries/mails";
import { findNotificationRow } from "@/lib/queries/notifications";
import { openToken } from "@/lib/secrets";
import { formatRange, formatZone } from "@/lib/time/format";
import { codeRow } from "./codes";
import { languageFor, meetingText } from "./core/meeting-words";
import { writeMail, type MailFacts } from "./core/mail-words";
import { titleFor } from "./core/titles";
import { invitationOf, serverAddress, type Method } from "./invitation";
import { manageKeyOf } from "./secrets";
import type { OwnerNews } from "./tell-owner";
import type { VisitorNews } from "./tell-visitor";

interface Message {
  readonly id: string;
  readonly userId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface Letter {
  readonly to: { readonly email: string; readonly name: string };
  readonly owner: Profile;
  readonly facts: MailFacts;
  readonly invitation: { readonly method: Method; readonly text: string } | null;
}

const methods: Partial<Record<VisitorNews["kind"], Method>> = {
  booked: "REQUEST",
  approved: "REQUEST",
  moved: "REQUEST",
  cancelled: "CANCEL",
  declined: "CANCEL",
};

const saidWhen = (startsAt: string, endsAt: string, zone: string, locale: string, now: string): string =>
  `${formatRange(startsAt, endsAt, { zone, locale, now })} (${formatZone(zone, locale)})`;

interface About {
  readonly row: { readonly zone: string; readonly locale: string; readonly name: string; readonly email: string };
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string;
  readonly key: string;
  readonly booked: boolean;
}

const factsOf = (
  kind: MailFacts["kind"],
  { row, startsAt, endsAt, place, key, booked }: About,
  link: StoredLink,
  owner: Profile,
  message: string,
): MailFacts => {
  const language = languageFor(link.rules.language, row.locale);
  const locale = row.locale.toLowerCase().startsWith(language) ? row.locale : language;
  return {
    kind,
    language,
    owner: owner.name,
    name: row.name,
    title: titleFor(link.rules, owner.name, language),
    when: saidWhen(startsAt, endsAt, row.zone, locale, new Date().toISOString()),
    place: place === "" ? meetingText(link.rules.meeting, language) : place,
    message,
    code: "",
    manageAddress: `${publicOrigin()}/talk/manage/${key}`,
    fileAddress: booked ? `${publicOrigin()}/api/managed/${key}/invitation` : null,
  };
};

const invitationFor = (kind: VisitorNews["kind"], booking: StoredBooking, link: StoredLink, owner: Profile): Letter["invitation"] => {
  const method = methods[kind];
  // A request that was never confirmed has no invitation to take back.
  if (method === undefined || (method === "CANCEL" && booking.sequence < 2 && booking.state === "declined")) return null;
  return { method, text: invitationOf(booking, link, owner, method, new Date().toISOString()) };
};

/** A mail that waited is of no use any more when the meeting was moved or cancelled, or has begun. */
const stillAhead = (booking: StoredBooking | null, startsAt: string): boolean =>
  booking?.state === "booked" && Date.parse(booking.startsAt) === Date.parse(startsAt) && Date.parse(startsAt) > Date.now();

/** What is to be written; null when what it is about is gone or was forgotten. */
const letterFor = async (userId: string, news: VisitorNews): Promise<Letter | null> => {
  const owner = await findProfile(ownerActor(userId, "system"));
  if (news.kind === "code") {
    const visit = await findVisitRow(news.visitId);
    const link = visit === null ? null : await findLinkRow(userId, visit.linkId);
    if (visit === null || link === null) return null;
    const [language, code] = [languageFor(link.rules.language, visit.locale), openToken(news.sealed, codeRow(visit.id))];
    const facts: MailFacts = {
      kind: "code",
      language,
      owner: owner.name,
      name: "",
      title: "",
      when: "",
      place: "",
      message: "",
      code,
      manageAddress: null,
      fileAddress: null,
    };
    return { to: { email: news.email, name: "" }, owner, facts, invitation: null };
  }
  const booking = "bookingId" in news ? await findBookingRow(news.bookingId) : null;
  const proposal = "proposalId" in news ? await findProposalRow(news.proposalId) : null;
  const row = booking ?? proposal;
  const link = row === null ? null : await findLinkRow(userId, row.linkId);
  if (row === null || link === null || row.email === forgottenEmail) return null;
  if (news.kind === "reminder" && !stillAhead(booking, news.startsAt)) return null;
  const countered = news.kind === "countered" && proposal !== null;
  const about: About = {
    row,
    startsAt: (countered ? proposal.counterStartsAt : null) ?? row.startsAt,
    endsAt: (countered ? proposal.counterEndsAt : null) ?? row.endsAt,
    place: booking?.state === "booked" ? booking.place : "",
    booked: booking?.state === "booked",
    key: manageKeyOf(booking === null ? "proposal" : "booking", row.id),
  };
  return {
    to: { email: row.email, name: row.name },
    owner,
    facts: factsOf(news.kind, about, link, owner, "message" in news ? (news.message ?? "") : ""),
    invitation: booking === null ? null : invitationFor(news.kind, booking, link, owner),
  };
};

const hostOf = (): string => new URL(publicOrigin()).hostname;

/** Only to an address that its owner has confirmed, and only where the page has told it too. */
const mailOwner = async (userId: string, { notificationId }: OwnerNews, id: string, signal: AbortSignal): Promise<void> => {
  const owner = await findProfile(ownerActor(userId, "system"));
  const notice = await findNotificationRow(userId, notificationId);
  if (notice === null || !mailerConfigured() || (await listMailboxes([owner.email]))[0]?.verified !== true) return;
  const place = notice.href === null ? "" : `\n\n${publicOrigin()}${notice.href}`;
  await sendMail({ to: owner.email, subject: notice.title, text: `${notice.body}${place}`.trim(), messageId: `<${id}@${hostOf()}>` }, signal);
};

/** Delivers one message of the topic "link.mail". Errors: the mailer's, which say whether to try again. */
export const deliverLinkMail = async ({ id, userId, payload }: Message, { signal }: { readonly signal: AbortSignal }): Promise<void> => {
  const news = payload as unknown as VisitorNews | OwnerNews;
  if (news.kind === "owner") {
    await mailOwner(userId, news, id, signal);
    return;
  }
  const letter = await letterFor(userId, news);
  if (letter === null) return;
  const { to, owner, facts, invitation } = letter;
  const { subject, text, html } = writeMail(facts);
  if (!mailerConfigured()) {
    await postNotice(ownerActor(userId, "system"), { id, to, from: { email: serverAddress(), name: owner.name }, subject, body: text });
    return;
  }
  const { refused } = await sendMail(
    {
      to: to.email,
      from: `${owner.name.replace(/[<>"]/g, " ")} <${serverAddress()}>`,
      subject,
      text,
      html,
      messageId: `<${id}@${hostOf()}>`,
      ...(invitation === null ? {} : { calendar: { method: invitation.method, content: invitation.text } }),
    },
    signal,
  );
  if (refused.length > 0) throw new AppError("mailer/refused");
};
