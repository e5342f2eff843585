/** What people on the owner's events were told of them by mail: kept per event and address. */
import { query } from "@/lib/db";
import type { EventParts } from "@/lib/scheduling/contracts";

export interface ToldPerson {
  readonly email: string;
  readonly parts: EventParts;
  readonly mailId: string | null;
}

export const listToldPeople = async (userId: string, eventId: string): Promise<ToldPerson[]> =>
  (await query<ToldPerson>('SELECT email, parts, mail_id AS "mailId" FROM told_people WHERE user_id = $1 AND event_id = $2 ORDER BY email', [userId, eventId]))
    .rows;

/** Of these events, those of which somebody was told, or is about to be. */
export const listToldEvents = async (userId: string, eventIds: readonly string[]): Promise<string[]> =>
  (
    await query<{ eventId: string }>('SELECT DISTINCT event_id AS "eventId" FROM told_people WHERE user_id = $1 AND event_id = ANY ($2::uuid[])', [
      userId,
      eventIds,
    ])
  ).rows.map(({ eventId }) => eventId);

/** Writes down what people are taken to know, unless it is known what they were told. */
export const createToldPeople = async (userId: string, eventId: string, people: readonly Omit<ToldPerson, "mailId">[]): Promise<void> => {
  if (people.length === 0) return;
  await query(
    `INSERT INTO told_people (user_id, event_id, email, parts)
     SELECT $1, $2, one->>'email', one->'parts' FROM jsonb_array_elements($3::jsonb) one ON CONFLICT DO NOTHING`,
    [userId, eventId, JSON.stringify(people)],
  );
};

export const saveToldPerson = async (userId: string, eventId: string, { email, parts, mailId }: ToldPerson): Promise<void> => {
  await query(
    `INSERT INTO told_people (user_id, event_id, email, parts, mail_id) VALUES ($1, $2, $3, $4::jsonb, $5)
     ON CONFLICT (user_id, event_id, email) DO UPDATE SET parts = EXCLUDED.parts, mail_id = EXCLUDED.mail_id`,
    [userId, eventId, email, JSON.stringify(parts), mailId],
  );
};

/** What was said of an event where somebody on it wants to be forgotten. */
export const deleteToldPeople = async (userId: string, eventId: string): Promise<void> => {
  await query("DELETE FROM told_people WHERE user_id = $1 AND event_id = $2", [userId, eventId]);
};
