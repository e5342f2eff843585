/** Which database answers, and a way to another one for a while; for rooms, which don't open the database themselves. */
import { databaseKind, databaseReady, query, runElsewhere, type DatabaseKind, type DatabaseSource } from "@/lib/db";

export const databaseInUse = (): DatabaseKind => databaseKind();

/** True when the database answers now. */
export const databaseAnswers = (): Promise<boolean> => databaseReady();

/** One transaction on another database; everything that `work` asks is asked there. */
export const onDatabase = <T>(source: DatabaseSource, work: () => Promise<T>): Promise<T> => runElsewhere(source, work);

/** "15.6", "18.0": what the database says it is. */
export const databaseVersion = async (): Promise<string> => {
  const { rows } = await query<{ version: string }>("SELECT current_setting('server_version') AS version");
  return rows[0]?.version ?? "";
};
