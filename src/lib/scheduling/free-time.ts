/** When there is time, and why there isn't: the owner's rules and calendar put before the pure core. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import type { Contact } from "@/lib/people/contracts";
import { findContactsByEmails } from "@/lib/people/service";
import { rulesOf } from "./availability-rules";
import { names, takesTime } from "./busy-people";
import { explainTimeEndpoint, findFreeTimeEndpoint, type AvailabilityRules, type Blocker, type Offer, type Span } from "./contracts";
import type { BusyTime } from "./core/availability";
import { formatInstant } from "./core/event-time";
import { explainTime as explain, nextFree as findNext, type NamedBusyTime } from "./core/explain";
import { toPieces, type Interval } from "./core/intervals";
import { findOffers, type Person } from "./core/offers";
import { publicHolidays } from "./holidays";
import { parseInput } from "./parse-input";
import { nowMsOf, type VerbOptions } from "./verb-options";
import { happeningRef, listHappenings, type Happening } from "./window";

const dayMs = 86_400_000;
const windowMaxMs = 400 * dayMs;

export const requireSpan = (start: string, end: string): Interval => {
  const span = { startMs: Date.parse(start), endMs: Date.parse(end) };
  if (span.endMs <= span.startMs) throw new AppError("scheduling/end-before-start");
  if (span.endMs - span.startMs > windowMaxMs) throw new AppError("scheduling/window-too-long");
  return span;
};

/** How far around a span the calendar must be known: buffers, and whole weeks and months where meetings are counted. */
export const marginMs = (rules: AvailabilityRules): number => {
  if (rules.monthlyCap !== null) return 33 * dayMs;
  return rules.weeklyCap !== null || rules.dailyCap !== null ? 9 * dayMs : dayMs;
};

const busyOf = (rules: AvailabilityRules, happenings: readonly Happening[]): BusyTime[] =>
  happenings.filter((one) => takesTime(rules, one)).map(({ startMs, endMs, row }) => ({ startMs, endMs, meeting: !row.allDay && row.showAs === "busy" }));

export const namedBusyOf = (rules: AvailabilityRules, happenings: readonly Happening[]): NamedBusyTime[] =>
  happenings
    .filter((one) => takesTime(rules, one))
    .map((one) => ({
      startMs: one.startMs,
      endMs: one.endMs,
      meeting: !one.row.allDay && one.row.showAs === "busy",
      ref: happeningRef(one),
      title: one.row.title,
    }));

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** A wish for this search alone, said as a rule: nothing before or after a time of day. */
const narrowed = (
  rules: AvailabilityRules,
  { notBefore, notAfter, ignoreHours }: { readonly notBefore?: string | undefined; readonly notAfter?: string | undefined; readonly ignoreHours: boolean },
): AvailabilityRules => ({
  ...rules,
  ...(ignoreHours ? { hours: null, overrides: [], holidays: null, minimumNoticeMinutes: 0 } : {}),
  protections: [
    ...rules.protections,
    ...(notBefore === undefined || notBefore === "00:00" ? [] : [{ name: "Not before", days: everyDay, start: "00:00", end: notBefore, soft: false }]),
    ...(notAfter === undefined || notAfter === "24:00" ? [] : [{ name: "Not after", days: everyDay, start: notAfter, end: "24:00", soft: false }]),
  ],
});

/** A contact's preferred hours as times they would rather not have, on the clock of their own zone. */
const preferencesOf = (contact: Contact | undefined): AvailabilityRules["protections"] =>
  contact?.hours
    ? [
        { name: `Before ${contact.name}'s hours`, days: everyDay, start: "00:00", end: contact.hours.from, soft: true },
        { name: `After ${contact.name}'s hours`, days: everyDay, start: contact.hours.to, end: "24:00", soft: true },
      ].filter(({ start, end }) => start < end)
    : [];

/** Somebody whose calendar isn't here: what the owner's events and contacts say of them is all that is known. */
const acquaintance = (email: string, owner: AvailabilityRules, happenings: readonly Happening[], contact: Contact | undefined): Person => ({
  name: email,
  required: true,
  rules: {
    ...owner,
    zone: contact?.zone ?? owner.zone,
    hours: null,
    overrides: [],
    travel: [],
    holidays: null,
    protections: preferencesOf(contact),
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    dailyCap: null,
    weeklyCap: null,
    monthlyCap: null,
  },
  busy: happenings.filter((one) => names(one, email)).map(({ startMs, endMs }) => ({ startMs, endMs })),
});

/** What the owner's contacts say of these people, as far as the actor may look at contacts. */
const contactsOf = async (actor: Actor, emails: readonly string[]): Promise<Contact[]> =>
  emails.length > 0 && actor.scopes.includes("people:read") ? findContactsByEmails(actor, emails) : [];

/**
 * Free windows and ranked offers of the owner. People named by address are taken as busy where the owner's own events say so, and come
 * back in `unknown`, because their calendars can't be seen. Errors: scheduling/end-before-start, scheduling/window-too-long.
 */
export const findFreeTime = async (
  actor: Actor,
  input: z.input<typeof findFreeTimeEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ windows: Span[]; offers: Offer[]; unknown: string[] }> => {
  requireScope(actor, "scheduling:read");
  const { from, to, durationMinutes, people, limit, inTurns, ...wishes } = parseInput(findFreeTimeEndpoint.input, input);
  const { startMs: fromMs, endMs: toMs } = requireSpan(from, to);
  const profile = await findProfile(actor);
  const rules = narrowed(await rulesOf(actor.userId), wishes);
  const happenings = await listHappenings(actor.userId, fromMs - marginMs(rules), toMs + marginMs(rules));
  const holidays = new Set((await publicHolidays(rules.holidays, fromMs, toMs)).keys());
  const others = [...new Set(people.map((email) => email.toLowerCase()))].filter((email) => email !== profile.email.toLowerCase());
  const contacts = new Map((await contactsOf(actor, others)).map((contact) => [contact.email, contact]));
  const owner: Person = { name: profile.name, required: true, rules, busy: busyOf(rules, happenings), holidays };
  const { windows, offers } = findOffers({
    people: [owner, ...others.map((email) => acquaintance(email, rules, happenings, contacts.get(email)))],
    durationMinutes,
    stepMinutes: rules.stepMinutes,
    offsetMinutes: rules.offsetMinutes,
    zone: rules.zone,
    nowMs: nowMsOf(options),
    fromMs,
    toMs,
    limit,
    inTurns,
  });
  const say = (atMs: number): string => formatInstant(atMs, rules.zone);
  return {
    windows: toPieces(windows)
      .filter((piece) => piece.endMs - piece.startMs >= durationMinutes * 60_000)
      .map(({ startMs, endMs }) => ({ start: say(startMs), end: say(endMs) })),
    offers: offers.map(({ startMs, endMs, score, because }) => ({ start: say(startMs), end: say(endMs), score, because: [...because] })),
    unknown: others,
  };
};

/** Everything of the owner's that keeps a span from being free, with what would have to change. Errors: scheduling/end-before-start. */
export const explainTime = async (
  actor: Actor,
  input: z.input<typeof explainTimeEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ free: boolean; blockers: Blocker[] }> => {
  requireScope(actor, "scheduling:read");
  const { start, end } = parseInput(explainTimeEndpoint.input, input);
  const span = requireSpan(start, end);
  const [rules, { hourCycle }] = await Promise.all([rulesOf(actor.userId), findProfile(actor)]);
  const happenings = await listHappenings(actor.userId, span.startMs - marginMs(rules), span.endMs + marginMs(rules));
  const blockers = explain({
    ...span,
    rules,
    busy: namedBusyOf(rules, happenings),
    holidays: await publicHolidays(rules.holidays, span.startMs, span.endMs),
    nowMs: nowMsOf(options),
    hourCycle,
  });
  return { free: blockers.length === 0, blockers };
};

const horizonMs = 120 * dayMs;

/** The first free time of the same length at or after a span, within 120 days; null when there is none. Errors: scheduling/end-before-start. */
export const nextFree = async (actor: Actor, { start, end }: Span, options: VerbOptions = {}): Promise<Span | null> => {
  requireScope(actor, "scheduling:read");
  const span = requireSpan(start, end);
  const rules = await rulesOf(actor.userId);
  const untilMs = span.endMs + horizonMs;
  const happenings = await listHappenings(actor.userId, span.startMs - marginMs(rules), untilMs + marginMs(rules));
  const found = findNext({
    ...span,
    rules,
    busy: namedBusyOf(rules, happenings),
    holidays: await publicHolidays(rules.holidays, span.startMs, untilMs),
    nowMs: nowMsOf(options),
  });
  return found === null ? null : { start: formatInstant(found.startMs, rules.zone), end: formatInstant(found.endMs, rules.zone) };
};
