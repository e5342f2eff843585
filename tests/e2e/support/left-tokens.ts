/** What a stopped server left of accounts that were disconnected. */
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist as btreeGist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm as trigrams } from "@electric-sql/pglite/contrib/pg_trgm";

const tables = ["user_integrations", "oauth_states", "event_links", "mail_links"];

/** How many rows each table that could hold a token, or what hung on one, still has. */
export const leftBehind = async (dataDir: string): Promise<Record<string, number>> => {
  const database = await PGlite.create({ dataDir: join(dataDir, "db"), extensions: { btree_gist: btreeGist, pg_trgm: trigrams } });
  try {
    const counts = await Promise.all(
      tables.map(
        async (table) => [table, (await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count ?? -1] as const,
      ),
    );
    return Object.fromEntries(counts);
  } finally {
    await database.close();
  }
};
