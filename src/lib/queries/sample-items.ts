/** Which of an owner's things are sample data. */
import { query } from "@/lib/db";

export type SampleKind = "event" | "contact" | "task" | "mail" | "memory";

export const createSampleItems = async (userId: string, kind: SampleKind, ids: readonly string[]): Promise<void> => {
  await query("INSERT INTO sample_items (user_id, kind, item_id) SELECT $1, $2, unnest($3::uuid[])", [userId, kind, ids]);
};

export const hasSampleItems = async (userId: string): Promise<boolean> =>
  (await query<{ found: boolean }>("SELECT EXISTS (SELECT 1 FROM sample_items WHERE user_id = $1) AS found", [userId])).rows[0]?.found === true;

export const isSampleItem = async (userId: string, kind: SampleKind, id: string): Promise<boolean> =>
  (await query<{ found: boolean }>("SELECT EXISTS (SELECT 1 FROM sample_items WHERE user_id = $1 AND kind = $2 AND item_id = $3) AS found", [userId, kind, id]))
    .rows[0]?.found === true;

const tables: Readonly<Record<SampleKind, string>> = { event: "events", contact: "contacts", task: "tasks", mail: "mails", memory: "memories" };

/** Deletes every sample thing of this owner and the list of them; answers how many there were. */
export const deleteSampleItems = async (userId: string): Promise<number> => {
  let deleted = 0;
  for (const [kind, table] of Object.entries(tables)) {
    const { rowCount } = await query(`DELETE FROM ${table} WHERE user_id = $1 AND id IN (SELECT item_id FROM sample_items WHERE user_id = $1 AND kind = $2)`, [
      userId,
      kind,
    ]);
    deleted += rowCount;
  }
  await query("DELETE FROM sample_items WHERE user_id = $1", [userId]);
  return deleted;
};
