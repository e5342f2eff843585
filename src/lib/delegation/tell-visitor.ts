/** What a visitor has to be told by mail, written down in the transaction of what it tells of. */
import { newId } from "@/lib/ids";
import { createOutboxMessages } from "@/lib/queries/outbox";

/** Ids only: what a mail says is read when it goes out, so that an erased visitor leaves nothing behind. */
export type VisitorNews =
  | { readonly kind: "booked" | "requested" | "approved" | "moved" | "cancelled" | "declined"; readonly bookingId: string; readonly message?: string }
  /** Of this start: one that was moved or is over isn't reminded of. */
  | { readonly kind: "reminder"; readonly bookingId: string; readonly startsAt: string }
  | { readonly kind: "proposed" | "countered" | "proposal-declined"; readonly proposalId: string; readonly message?: string }
  /** The code is sealed for this visit. */
  | { readonly kind: "code"; readonly visitId: string; readonly email: string; readonly sealed: string };

export const tellVisitor = (userId: string, news: VisitorNews): Promise<void> =>
  createOutboxMessages(userId, [{ id: newId(), topic: "link.mail", payload: { ...news } }]);
