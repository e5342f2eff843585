/** A database of its own per test file, and a look into it that no server of ours stands between. */
import pg from "pg";
import { cloneServerDatabase, databases, dropServerDatabase } from "../../support/database";

export const hasServer = databases().includes("server");

export interface Look {
  readonly url: string;
  rows<Row extends pg.QueryResultRow>(text: string, params?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export const ownDatabase = async (suffix: string): Promise<Look> => {
  const url = await cloneServerDatabase(suffix);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => undefined);
  return {
    url,
    rows: async <Row extends pg.QueryResultRow>(text: string, params: unknown[] = []) => (await pool.query<Row>(text, params)).rows,
    close: async () => {
      await pool.end();
      await dropServerDatabase(url);
    },
  };
};
