/** Who would hear of an event by mail, and why the others wouldn't. The same answer decides what is said before and what is sent after. */
import type { z } from "zod";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import { findWritingMailAccount, openMailbox } from "@/lib/integrations/service";
import { findEventRow, type StoredEvent } from "@/lib/queries/events";
import { isInvitedEvent } from "@/lib/queries/invitations";
import { findBookingOfEvent } from "@/lib/queries/link-bookings";
import { isSampleItem } from "@/lib/queries/sample-items";
import type { eventMailReachEndpoint } from "./contracts";

const reasons = {
  sample: "it is part of the sample",
  invited: "somebody else invites to it",
  link: "it was booked over a link, which writes its own mails",
  microsoft: "it comes from Outlook, which tells those it invited itself",
  elsewhere: "it comes from another calendar",
  signIn: "your mail account asks you to sign in again",
} as const;

/** Why nobody hears of this event from us, whoever is on it; null where they may. `main`: the event or series, null when it is gone. */
export const barredFrom = async (userId: string, eventId: string, main: StoredEvent | null): Promise<string | null> => {
  if (main !== null && main.origin !== "perin") return main.origin === "microsoft" ? reasons.microsoft : reasons.elsewhere;
  if (await isInvitedEvent(userId, eventId)) return reasons.invited;
  if ((await findBookingOfEvent(userId, eventId)) !== null) return reasons.link;
  return (await isSampleItem(userId, "event", eventId)) ? reasons.sample : null;
};

/** `reason`: why the others aren't reached, to go on behind a colon; null where everybody is. */
export const eventMailReach = async (
  actor: Actor,
  { eventId, emails }: z.output<typeof eventMailReachEndpoint.input>,
): Promise<z.output<typeof eventMailReachEndpoint.output>> => {
  requireScope(actor, "scheduling:read");
  const own = (await findProfile(actor)).email.toLowerCase();
  const others = [...new Set(emails.map((email) => email.toLowerCase()))].filter((email) => email !== own);
  if (others.length === 0) return { reached: [], missed: [], reason: null };
  const barred = eventId === undefined ? null : await barredFrom(actor.userId, eventId, await findEventRow(actor.userId, eventId));
  if (barred !== null) return { reached: [], missed: others, reason: barred };
  const account = await findWritingMailAccount(actor.userId);
  const mailbox = await openMailbox(actor.userId, account?.connectionId ?? null);
  if (mailbox === null) return { reached: [], missed: others, reason: reasons.signIn };
  const reach = await mailbox.reach(account?.email ?? own, others);
  const missed = reach.filter(({ reached }) => !reached);
  return {
    reached: reach.filter(({ reached }) => reached).map(({ email }) => email),
    missed: missed.map(({ email }) => email),
    reason: missed[0] === undefined ? null : (missed[0].reason ?? "there is no way to send it"),
  };
};
