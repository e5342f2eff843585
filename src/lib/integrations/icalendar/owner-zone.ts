/** The owner's zone, for calendars that name none. */
import { findProfile, ownerActor } from "@/lib/identity/service";

export const ownerZone = async (userId: string): Promise<string> => (await findProfile(ownerActor(userId, "system"))).zone;
