/** Links, as their owner makes and keeps them. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { toIssues } from "@/lib/http/read-input";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { mailerConfigured } from "@/lib/mailer";
import { recordAudit } from "@/lib/queries/audit";
import {
  countLinks,
  createLinkRow,
  findAllPaused,
  findLinkRow,
  listLinkRows,
  lockLinkRow,
  saveLinkRow,
  setAllPaused,
  type StoredLink,
} from "@/lib/queries/links";
import { endVisits } from "@/lib/queries/link-visits";
import { transaction } from "@/lib/queries/transaction";
import {
  LinkRulesSchema,
  NewLinkSchema,
  type Link,
  type LinkRules,
  type listLinksEndpoint,
  type NewLink,
  type setLinkStateEndpoint,
  type Slot,
  type TalkView,
  type previewLinkEndpoint,
  type updateLinkEndpoint,
} from "./contracts";
import { monthSpan } from "./core/link-availability";
import { findOwner, languageOf } from "./guest";
import { findOffers, slotOf } from "./offers";
import { hashOf, hashPin, newSecret } from "./secrets";
import { addressOf, toLink, toView } from "./shown";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";

/** More than anybody hands out; a page of them still answers at once. */
const linksMax = 500;

export interface MadeLink {
  readonly link: Link;
  readonly address: string;
}

const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("request/invalid", { issues: toIssues(parsed.error) });
};

const refuse = (field: string, message: string): AppError => new AppError("request/invalid", { issues: [{ path: [field], message }] });

/** What no single field can say. */
const requireSense = (rules: LinkRules, nowMs: number): void => {
  const { from, until } = rules.times;
  if (rules.expiresAt !== null && Date.parse(rules.expiresAt) <= nowMs) throw refuse("expiresAt", "Take a moment that is still to come");
  if (from !== null && until !== null && until < from) throw refuse("times", "The last date lies before the first");
  if (new Set(rules.questions.map(({ id }) => id)).size < rules.questions.length) throw refuse("questions", "Each question needs an id of its own");
  for (const { type, choices } of rules.questions) if (type === "choice" && choices.length < 2) throw refuse("questions", "Give at least two choices");
};

/** What the audit trail keeps of a link: everything but token and PIN. */
const brief = (rules: LinkRules, pinHash: string | null): Record<string, unknown> => ({ ...rules, pin: pinHash !== null });

const requireStored = async (userId: string, id: string, lock = false): Promise<StoredLink> => {
  const found = await (lock ? lockLinkRow : findLinkRow)(userId, id);
  if (found === null) throw new AppError("delegation/link-not-found");
  return found;
};

const store = async (actor: Actor, rules: LinkRules, pin: string | null, nowMs: number): Promise<MadeLink> => {
  const [id, token, pinHash] = [newId(nowMs), newSecret(), pin === null ? null : await hashPin(pin)];
  return transaction(async () => {
    if ((await countLinks(actor.userId)) >= linksMax) throw new AppError("delegation/too-many-links");
    await createLinkRow({ id, userId: actor.userId, tokenHash: hashOf(token), pinHash, rules });
    await recordAudit(actor, { action: "link.create", subjectId: id, after: brief(rules, pinHash) });
    return { link: toLink(await requireStored(actor.userId, id), nowMs), address: addressOf(token) };
  });
};

/** Makes a link. Its address is in this answer and nowhere else. Errors: request/invalid, delegation/too-many-links. */
export const createLink = async (actor: Actor, input: NewLink, options: VerbOptions = {}): Promise<MadeLink> => {
  requireScope(actor, "links:write");
  const { pin, ...rules } = parse(NewLinkSchema, input);
  requireSense(rules, nowMsOf(options));
  return store(actor, rules, pin, nowMsOf(options));
};

/** The same rules under a new address, without the PIN, which nobody knows here. Errors: delegation/link-not-found, delegation/too-many-links. */
export const duplicateLink = async (actor: Actor, { linkId }: { readonly linkId: string }, options: VerbOptions = {}): Promise<MadeLink> => {
  requireScope(actor, "links:write");
  const nowMs = nowMsOf(options);
  const { rules } = await requireStored(actor.userId, linkId);
  const over = rules.expiresAt !== null && Date.parse(rules.expiresAt) <= nowMs;
  return store(actor, { ...rules, name: `${rules.name.slice(0, 110)} (copy)`, expiresAt: over ? null : rules.expiresAt }, null, nowMs);
};

/** Errors: delegation/link-not-found. */
export const getLink = async (actor: Actor, { linkId }: { readonly linkId: string }, options: VerbOptions = {}): Promise<Link> => {
  requireScope(actor, "links:read");
  return toLink(await requireStored(actor.userId, linkId), nowMsOf(options));
};

/** The owner's links, newest first, a page at a time. */
export const listLinks = async (
  actor: Actor,
  { state, cursor, limit }: z.output<typeof listLinksEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ links: Link[]; nextCursor: string | null; allPaused: boolean; mailReady: boolean }> => {
  requireScope(actor, "links:read");
  const nowMs = nowMsOf(options);
  const rows = await listLinkRows(actor.userId, { state: state ?? null, before: cursor ?? null, now: isoOf(nowMs), limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    links: page.map((row) => toLink(row, nowMs)),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    allPaused: await findAllPaused(actor.userId),
    mailReady: mailerConfigured(),
  };
};

/** Changes rules or PIN. A new PIN ends the visits that came in with the old one. Errors: delegation/link-not-found, delegation/link-changed. */
export const updateLink = async (
  actor: Actor,
  { linkId, version, pin, ...patch }: z.output<typeof updateLinkEndpoint.input>,
  options: VerbOptions = {},
): Promise<Link> => {
  requireScope(actor, "links:write");
  const nowMs = nowMsOf(options);
  const pinHash = pin === undefined || pin === null ? null : await hashPin(pin);
  return transaction(async () => {
    const before = await requireStored(actor.userId, linkId, true);
    if (before.version !== version) throw new AppError("delegation/link-changed", { details: { current: toLink(before, nowMs) } });
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const rules = parse(LinkRulesSchema, { ...before.rules, ...given });
    if (patch.expiresAt === undefined) requireSense({ ...rules, expiresAt: null }, nowMs);
    else requireSense(rules, nowMs);
    if (rules.maxBookings !== null && rules.maxBookings < before.bookingsMade)
      throw refuse("maxBookings", `There are ${before.bookingsMade} bookings already; take that many or more`);
    await saveLinkRow({ ...before, rules, pinHash: pin === undefined ? before.pinHash : pinHash });
    if (pin !== undefined) await endVisits(linkId);
    await recordAudit(actor, {
      action: "link.update",
      subjectId: linkId,
      before: brief(before.rules, before.pinHash),
      after: brief(rules, pin === undefined ? before.pinHash : pinHash),
    });
    return toLink(await requireStored(actor.userId, linkId), nowMs);
  });
};

/** Pauses, resumes or revokes. Errors: delegation/link-not-found; delegation/link-revoked, because that is for good. */
export const setLinkState = async (actor: Actor, { linkId, state }: z.output<typeof setLinkStateEndpoint.input>, options: VerbOptions = {}): Promise<Link> => {
  requireScope(actor, "links:write");
  return transaction(async () => {
    const before = await requireStored(actor.userId, linkId, true);
    if (before.chosen === "revoked" && state !== "revoked") throw new AppError("delegation/link-revoked");
    if (before.chosen !== state) {
      await saveLinkRow({ ...before, chosen: state });
      await recordAudit(actor, { action: `link.${state === "active" ? "resume" : state === "paused" ? "pause" : "revoke"}`, subjectId: linkId });
    }
    return toLink(await requireStored(actor.userId, linkId), nowMsOf(options));
  });
};

/** A new address; the old one stops working at once. Errors: delegation/link-not-found, delegation/link-revoked. */
export const renewAddress = async (actor: Actor, { linkId }: { readonly linkId: string }, options: VerbOptions = {}): Promise<MadeLink> => {
  requireScope(actor, "links:write");
  const token = newSecret();
  return transaction(async () => {
    const before = await requireStored(actor.userId, linkId, true);
    if (before.chosen === "revoked") throw new AppError("delegation/link-revoked");
    await saveLinkRow({ ...before, tokenHash: hashOf(token) });
    await endVisits(linkId);
    await recordAudit(actor, { action: "link.renew-address", subjectId: linkId });
    return { link: toLink(await requireStored(actor.userId, linkId), nowMsOf(options)), address: addressOf(token) };
  });
};

/** None of the owner's links works until this is lifted; what each was, it stays. */
export const pauseAllLinks = async (actor: Actor, { paused }: { readonly paused: boolean }): Promise<{ allPaused: boolean }> => {
  requireScope(actor, "links:write");
  return transaction(async () => {
    await setAllPaused(actor.userId, paused);
    await recordAudit(actor, { action: paused ? "link.pause-all" : "link.resume-all" });
    return { allPaused: paused };
  });
};

/** As a visitor sees it; nobody's budget is touched. Errors: delegation/link-not-found. */
export const previewLink = async (
  actor: Actor,
  { linkId, month, zone, durationMinutes }: z.output<typeof previewLinkEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ view: TalkView; slots: Slot[] }> => {
  requireScope(actor, "links:read");
  const nowMs = nowMsOf(options);
  const link = await requireStored(actor.userId, linkId);
  const owner = await findOwner(actor);
  const duration = durationMinutes ?? link.rules.durations[0] ?? 30;
  if (!link.rules.durations.includes(duration)) throw refuse("durationMinutes", "This link doesn't offer that length");
  const offers = await findOffers(link, { ...monthSpan(month, zone), durationMinutes: duration, nowMs });
  return { view: toView(link, owner, languageOf(link, owner.locale).language, nowMs), slots: offers.map((offer) => slotOf(offer, zone)) };
};
