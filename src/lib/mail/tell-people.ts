/**
 * Tells those on the owner's events by mail what they have to know (iMIP, RFC 6047). A message only says which event: what is told is how the
 * event stands when its turn comes, less what each person was told before. So repeated and late messages, and changes that were taken back
 * in time, tell nothing; what is told and that it was told are written down together.
 */
import { findProfile, ownerActor, requireScope } from "@/lib/identity/service";
import type { Profile } from "@/lib/identity/contracts";
import { recordAudit } from "@/lib/queries/audit";
import { lockPeople } from "@/lib/queries/bookings";
import { listContactRowsByEmail } from "@/lib/queries/contacts";
import { forgetAnswer, raiseSequence, type StoredEvent } from "@/lib/queries/events";
import { findMailRow } from "@/lib/queries/mails";
import { laterTellingWaits, type ClaimedMessage } from "@/lib/queries/outbox";
import { listToldPeople, saveToldPerson, type ToldPerson } from "@/lib/queries/told-people";
import { transaction } from "@/lib/queries/transaction";
import { describeRecurrence, factsOf, findWholeEvent, partsOf, plannedFacts, sameFacts, type WholeEvent } from "@/lib/scheduling/service";
import type { EventFacts, EventParts } from "@/lib/scheduling/contracts";
import { writeEventMessage, type AskedPerson, type MessagePart } from "./core/event-message";
import { mailsFor, sequenceKnown, toldAfter, type EventMail } from "./core/event-mails";
import { eventMailWords } from "./core/event-mail-words";
import { barredFrom } from "./event-mail-reach";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { sendMails } from "./write-mail";

interface Letter {
  readonly person: ToldPerson;
  readonly mails: readonly EventMail[];
  readonly now: EventParts;
  readonly sequence: number;
}

interface Telling {
  readonly eventId: string;
  readonly whole: WholeEvent;
  readonly profile: Profile;
  readonly word: string;
  readonly nowMs: number;
}

/** What is over needs no mail. A series is over with its last occurrence. */
const isOver = ({ facts, occurrence }: EventMail, { whole: { main }, nowMs }: Telling): boolean => {
  if (occurrence === "" && facts.rrule !== null) return main?.recursUntil != null && Date.parse(main.recursUntil) <= nowMs;
  return Date.parse(facts.endsAt) <= nowMs;
};

const rowAt = ({ main, overrides }: WholeEvent, occurrence: string): StoredEvent | null =>
  overrides.find(({ originalStartsAt }) => originalStartsAt === occurrence) ?? main;

/** Where the time is another one than they know, or it was off for them, who said yes is asked anew (RFC 5546 section 3.2.2.1). */
const isAskedAnew = ({ kind, occurrence, facts }: EventMail, { person }: Letter): boolean => {
  const known = person.parts[occurrence]?.facts;
  if (kind === "cancelled" || known === undefined) return false;
  return known === null || known.startsAt !== facts.startsAt || known.endsAt !== facts.endsAt || known.rrule !== facts.rrule;
};

const attendeesOf = (mail: EventMail, letter: Letter, { whole }: Telling): AskedPerson[] => {
  const { person } = letter;
  const moved = isAskedAnew(mail, letter);
  const all = rowAt(whole, mail.occurrence)?.attendees ?? [];
  const own = all.find(({ email }) => email.toLowerCase() === person.email);
  if (mail.kind === "cancelled") return [{ email: person.email, name: own?.name, status: own?.status }];
  return all.map((one) => (moved && one === own ? { ...one, status: "needs-action" } : one));
};

const partAt = (mail: EventMail, letter: Letter, telling: Telling): MessagePart => {
  const status = rowAt(telling.whole, mail.occurrence)?.status === "tentative" ? "tentative" : "confirmed";
  return { occurrence: mail.occurrence, facts: mail.facts, attendees: attendeesOf(mail, letter, telling), status };
};

/** With a whole series come its occurrences that are otherwise for this person. */
const partsIn = (mail: EventMail, letter: Letter, telling: Telling): Pick<Parameters<typeof writeEventMessage>[0], "parts" | "off"> => {
  const own = partAt(mail, letter, telling);
  if (mail.occurrence !== "" || mail.kind === "cancelled") return { parts: [own], off: [] };
  const others = Object.entries(letter.now).filter(([occurrence]) => occurrence !== "");
  return {
    parts: [own, ...others.flatMap(([occurrence, { facts }]) => (facts === null ? [] : [partAt({ kind: mail.kind, occurrence, facts }, letter, telling)]))],
    off: others.flatMap(([occurrence, { facts }]) => (facts === null ? [occurrence] : [])),
  };
};

const repeatsOf = ({ rrule }: EventFacts): string | null => {
  try {
    return rrule === null ? null : describeRecurrence(rrule);
  } catch {
    return null;
  }
};

const goesOnFor = ({ whole }: Telling, occurrence: string): boolean =>
  whole.main !== null && whole.main.status !== "cancelled" && rowAt(whole, occurrence)?.status !== "cancelled";

const sendingOf = (mail: EventMail, letter: Letter, telling: Telling, zone: string, answersId: string | null): Parameters<typeof sendMails>[1][number] => {
  const { profile, whole, eventId, word, nowMs } = telling;
  const { email } = letter.person;
  const row = rowAt(whole, mail.occurrence);
  const others = (row?.attendees ?? []).filter((one) => one.email.toLowerCase() !== email).map((one) => one.name ?? one.email);
  const name = row?.attendees.find((one) => one.email.toLowerCase() === email)?.name ?? null;
  return {
    to: [{ email, name }],
    cc: [],
    bcc: [],
    ...eventMailWords(mail, {
      owner: profile.name,
      clock: { zone, locale: profile.locale, hourCycle: profile.hourCycle, now: isoOf(nowMs) },
      others,
      repeats: repeatsOf(mail.facts),
      goesOn: goesOnFor(telling, mail.occurrence),
      word,
    }),
    // It goes on from the last one: from the same account, which calendars ask of whoever changes an invitation, and in its conversation.
    answersId,
    how: "reply",
    calendar: (organizer) =>
      writeEventMessage({
        method: mail.kind === "cancelled" ? "CANCEL" : "REQUEST",
        eventId,
        organizer,
        sequence: letter.sequence,
        zone: whole.main?.zone ?? profile.zone,
        ...partsIn(mail, letter, telling),
        now: isoOf(nowMs),
      }),
  };
};

const lettersFor = (telling: Telling, told: readonly ToldPerson[]): Letter[] => {
  const { whole } = telling;
  const planned = (occurrence: string): EventFacts | null => plannedFacts(whole.main, occurrence);
  const drafts = told.map((person) => {
    const now = partsOf(whole, person.email);
    return { person, now, mails: mailsFor(person.parts, now, planned, sameFacts) };
  });
  // Answers are judged by the event's own SEQUENCE: it grows with what is told to everybody, not with one more who is invited.
  const changed = drafts.some(({ mails }) => mails.some(({ kind, occurrence }) => kind === "changed" && occurrence === ""));
  const base = Math.max(whole.main?.sequence ?? 0, changed ? 1 + Math.max(...told.map(({ parts }) => sequenceKnown(parts))) : 0);
  return drafts
    .filter(({ mails }) => mails.length > 0)
    .map((draft) => ({
      ...draft,
      sequence: Math.max(base, sequenceKnown(draft.person.parts) + 1, ...draft.mails.map(({ occurrence }) => draft.now[occurrence]?.sequence ?? 0)),
    }));
};

/**
 * Who was asked anew hasn't answered, also where the change was taken back after it was told; and what they say to an earlier SEQUENCE is
 * overtaken.
 */
const settleAskedAnew = async (letter: Letter, { whole, profile }: Telling): Promise<void> => {
  for (const mail of letter.mails) {
    const row = isAskedAnew(mail, letter) ? rowAt(whole, mail.occurrence) : null;
    if (row === null || (row.originalStartsAt ?? "") !== mail.occurrence) continue;
    await forgetAnswer(profile.userId, row.id, letter.person.email);
    // One more who is asked moves nothing for the others.
    if (mail.occurrence !== "" && mail.kind === "changed") await raiseSequence(profile.userId, row.id, letter.sequence);
  }
};

/** Receives "event.tell". Errors: whatever may be better later. */
export const tellPeople = async ({ id, userId, payload }: ClaimedMessage, options: VerbOptions | { readonly signal: AbortSignal } = {}): Promise<void> => {
  const actor = ownerActor(userId, "system");
  requireScope(actor, "mail:write");
  const eventId = typeof payload.eventId === "string" ? payload.eventId : "";
  const word = typeof payload.word === "string" ? payload.word : "";
  const nowMs = "signal" in options ? Date.now() : nowMsOf(options);
  const profile = await findProfile(actor);
  await transaction(async () => {
    // The owner's calendar stands still meanwhile, and of two deliverers the second finds everything told.
    await lockPeople([userId]);
    if (await laterTellingWaits(userId, eventId, id)) return;
    const whole = await findWholeEvent(userId, eventId);
    if ((await barredFrom(userId, eventId, whole.main)) !== null) return;
    const telling: Telling = { eventId, whole, profile, word, nowMs };
    const told = await listToldPeople(userId, eventId);
    const own = profile.email.toLowerCase();
    // Only those whom the owner wanted told: somebody who was put on it without a word hears nothing because another does.
    const people = told.filter(({ email }) => email !== own);
    const letters = lettersFor(telling, people);
    const zones = new Map(
      (
        await listContactRowsByEmail(
          userId,
          people.map(({ email }) => email),
        )
      ).flatMap(({ email, zone }) => (email === null || zone === null ? [] : [[email.toLowerCase(), zone]])),
    );
    const written: { readonly email: string; readonly mailId: string }[] = [];
    for (const letter of letters) {
      const { email, parts, mailId } = letter.person;
      const last = mailId === null ? null : await findMailRow(userId, mailId);
      const sendings = letter.mails
        .filter((mail) => !isOver(mail, telling))
        .map((mail) => sendingOf(mail, letter, telling, zones.get(email) ?? profile.zone, last?.id ?? null));
      const { mails } = sendings.length === 0 ? { mails: [] } : await sendMails(actor, sendings, { now: isoOf(nowMs), waitMs: 0 });
      written.push(...mails.map((mail) => ({ email, mailId: mail.id })));
      await saveToldPerson(userId, eventId, { email, parts: toldAfter(parts, letter.now, letter.mails, letter.sequence), mailId: mails.at(-1)?.id ?? mailId });
    }
    for (const letter of letters) await settleAskedAnew(letter, telling);
    const highest = Math.max(0, ...letters.filter(({ mails }) => mails.some(({ kind }) => kind === "changed")).map(({ sequence }) => sequence));
    if (
      whole.main !== null &&
      highest > whole.main.sequence &&
      letters.some(({ mails }) => mails.some(({ kind, occurrence }) => kind === "changed" && occurrence === ""))
    )
      await raiseSequence(userId, whole.main.id, highest);
    if (written.length > 0)
      await recordAudit(actor, {
        action: "event.tell",
        subjectId: eventId,
        after: { title: (whole.main === null ? letters[0]?.mails[0]?.facts : factsOf(whole.main))?.title ?? "", attendees: written.map(({ email }) => email) },
      });
  });
};
