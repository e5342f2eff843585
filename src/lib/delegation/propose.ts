/** When nothing on offer fits: a time for the owner to think about, or a message. Neither tells anything of the calendar. */
import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { requireScope } from "@/lib/identity/service";
import { newId } from "@/lib/ids";
import { recordAudit } from "@/lib/queries/audit";
import { createProposalRow, findProposalRow } from "@/lib/queries/link-bookings";
import { createTalkMessage, updateVisitRow } from "@/lib/queries/link-visits";
import { transaction } from "@/lib/queries/transaction";
import { formatInstant } from "@/lib/time/format";
import { requireAllowed } from "./book";
import type { leaveMessageEndpoint, Managed, proposeTimeEndpoint } from "./contracts";
import { requireGuest, type Caller } from "./guest";
import { requireRoom } from "./limits";
import { managedProposal } from "./shown";
import { tellOwner } from "./tell-owner";
import { tellVisitor } from "./tell-visitor";
import { isoOf, nowMsOf, type VerbOptions } from "./verb-options";
import { requireDuration } from "./visits";
import { requireWork } from "./work";

const minuteMs = 60_000;
const aheadMaxMs = 366 * 24 * 60 * minuteMs;

/** Errors: as `requireGuest`, request/invalid, delegation/email-not-allowed, delegation/work-needed, request/rate-limited. */
export const proposeTime = async (
  caller: Caller,
  { token, start, durationMinutes, name, email, note, work }: z.output<typeof proposeTimeEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ proposal: Managed }> => {
  const nowMs = nowMsOf(options);
  const guest = await requireGuest(token, caller, nowMs);
  const { actor, link, owner, visit } = guest;
  requireDuration(link, durationMinutes);
  const startMs = Date.parse(start);
  if (startMs <= nowMs || startMs > nowMs + aheadMaxMs)
    throw new AppError("request/invalid", { issues: [{ path: ["start"], message: "Propose a time within a year from now" }] });
  await requireAllowed(guest, email);
  await requireWork("message", link, caller, work, nowMs);
  await requireRoom("proposals", `${link.id}:${caller.address}`);
  const id = newId(nowMs);
  return transaction(async () => {
    requireScope(actor, "scheduling:write");
    await createProposalRow({
      id,
      userId: link.userId,
      linkId: link.id,
      visitId: visit.id,
      state: "waiting",
      startsAt: isoOf(startMs),
      endsAt: isoOf(startMs + durationMinutes * minuteMs),
      zone: visit.zone,
      locale: visit.locale,
      name,
      email,
      emailVerified: visit.verifiedEmail === email,
      note,
    });
    await updateVisitRow(visit.id, { name, email }, isoOf(nowMs));
    const when = formatInstant(isoOf(startMs), { zone: owner.zone, locale: owner.locale, hourCycle: owner.hourCycle, now: isoOf(nowMs) });
    await tellOwner(link.userId, {
      kind: "link-request",
      title: `${name} proposes ${when}`,
      body: [`${email}, by “${link.rules.name}”.`, note].join(" ").trim(),
      href: "/links?tab=waiting",
      subjectId: id,
    });
    await tellVisitor(link.userId, { kind: "proposed", proposalId: id });
    await recordAudit(actor, { action: "link.propose", subjectId: link.id, after: { proposalId: id, start: isoOf(startMs) } });
    const stored = await findProposalRow(id);
    if (stored === null) throw new AppError("internal/unexpected", { message: "a proposal that was just written isn't there" });
    return { proposal: managedProposal(stored, link, owner, nowMs) };
  });
};

/** Errors: as `requireGuest`, delegation/work-needed, request/rate-limited. */
export const leaveMessage = async (
  caller: Caller,
  { token, name, email, text, work }: z.output<typeof leaveMessageEndpoint.input>,
  options: VerbOptions = {},
): Promise<{ left: true }> => {
  const nowMs = nowMsOf(options);
  const { actor, link, visit } = await requireGuest(token, caller, nowMs);
  await requireWork("message", link, caller, work, nowMs);
  await requireRoom("proposals", `${link.id}:${caller.address}`);
  return transaction(async () => {
    requireScope(actor, "scheduling:write");
    await updateVisitRow(visit.id, { name, email }, isoOf(nowMs));
    await createTalkMessage(visit, { id: newId(nowMs), role: "visitor", text, slots: [] });
    await tellOwner(link.userId, {
      kind: "link-request",
      title: `${name} left a message`,
      body: `${email}: ${text}`,
      href: `/links?link=${link.id}`,
      subjectId: visit.id,
    });
    await recordAudit(actor, { action: "link.note", subjectId: link.id });
    return { left: true };
  });
};
