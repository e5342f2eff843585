/** For rooms that look, decide and then book in one transaction of their own. */
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { lockPeople } from "@/lib/queries/bookings";
import { personIdOf } from "./write-change";

/**
 * Holds the owner and the people they would book until the transaction ends, all at once: holding them one after the other could make two
 * bookings wait for each other. Errors: db/busy after two seconds.
 */
export const holdPeople = async (actor: Actor, emails: readonly string[] = []): Promise<void> => {
  requireScope(actor, "scheduling:write");
  await lockPeople([actor.userId, ...emails.map((email) => personIdOf(actor.userId, email))]);
};
