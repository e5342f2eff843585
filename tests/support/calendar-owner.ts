/** Owners for calendar tests: made without hashing a password, many in a moment. */
import { randomUUID } from "node:crypto";
import { query } from "@/lib/db";
import type { Actor } from "@/lib/identity/contracts";
import { ownerActor } from "@/lib/identity/service";
import type { CreateEventInput } from "@/lib/scheduling/contracts";

/** An account with a profile in this zone. */
export const newCalendarOwner = async (zone = "Europe/Berlin"): Promise<Actor> => {
  const id = randomUUID();
  await query('INSERT INTO "user" (id, name, email) VALUES ($1, $2, $3)', [id, "Ada Owner", `${id}@example.com`]);
  await query("INSERT INTO profiles (user_id, zone, seeded) VALUES ($1, $2, true)", [id, zone]);
  return ownerActor(id, "session");
};

/** Wall clock in a zone ("2026-11-26T12:30") as an instant. */
export const at = (wall: string, zone = "Europe/Berlin"): string =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toString({ timeZoneName: "never", smallestUnit: "second" });

/** An hour from this wall clock on. */
export const hourAt = (wall: string, rest: Partial<CreateEventInput> = {}, zone = "Europe/Berlin"): CreateEventInput => ({
  title: "Lunch",
  start: at(wall, zone),
  end: Temporal.Instant.from(at(wall, zone)).add({ hours: 1 }).toString(),
  ...rest,
});

/** Code of the AppError that a promise rejects with; "" when it resolves. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
