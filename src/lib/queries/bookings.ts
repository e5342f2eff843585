/** Time that must not be booked twice: who is held while somebody books, and the slots an exclusion constraint guards. */
import { isPgError, query } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Holds these people, and everybody whose time the given events take, until the transaction ends. Locks are taken in the order of their
 * keys, so that two bookings of the same people never wait for each other. Errors: db/busy after two seconds.
 */
export const lockPeople = async (personIds: readonly string[], eventIds: readonly string[] = []): Promise<void> => {
  await query(
    `SELECT pg_advisory_xact_lock(held.key) FROM (
       SELECT DISTINCT hashtextextended('perin.person:' || person, 0) AS key
         FROM (SELECT unnest($1::text[]) AS person UNION SELECT person_id FROM busy_slots WHERE event_id = ANY ($2::uuid[])) people
        ORDER BY 1) held`,
    [personIds, eventIds],
  );
};

export interface Slot {
  readonly eventId: string;
  readonly personIds: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Errors: scheduling/time-taken when one of them is booked then; the transaction is over with it. */
export const createSlots = async ({ eventId, personIds, startsAt, endsAt }: Slot): Promise<void> => {
  try {
    await query(
      "INSERT INTO busy_slots (event_id, person_id, span) SELECT $1, person, tstzrange($3::timestamptz, $4::timestamptz) FROM unnest($2::text[]) person",
      [eventId, personIds, startsAt, endsAt],
    );
  } catch (error) {
    if (isPgError(error, "23P01")) throw new AppError("scheduling/time-taken", { cause: error });
    throw error;
  }
};

/** As `createSlots`, for an owner who moves things over each other on purpose: who is booked then simply gets no slot. */
export const createFreeSlots = async ({ eventId, personIds, startsAt, endsAt }: Slot): Promise<void> => {
  await query(
    `INSERT INTO busy_slots (event_id, person_id, span)
     SELECT $1, person, tstzrange($3::timestamptz, $4::timestamptz) FROM unnest($2::text[]) person
      WHERE NOT EXISTS (SELECT 1 FROM busy_slots taken WHERE taken.person_id = person AND taken.span && tstzrange($3::timestamptz, $4::timestamptz))`,
    [eventId, personIds, startsAt, endsAt],
  );
};

export const deleteSlots = async (eventIds: readonly string[]): Promise<void> => {
  await query("DELETE FROM busy_slots WHERE event_id = ANY ($1::uuid[])", [eventIds]);
};

/** Which of these people are booked in [startsAt, endsAt). */
export const listBooked = async (personIds: readonly string[], startsAt: string, endsAt: string): Promise<string[]> =>
  (
    await query<{ person_id: string }>(
      "SELECT DISTINCT person_id FROM busy_slots WHERE person_id = ANY ($1::text[]) AND span && tstzrange($2::timestamptz, $3::timestamptz)",
      [personIds, startsAt, endsAt],
    )
  ).rows.map(({ person_id }) => person_id);
