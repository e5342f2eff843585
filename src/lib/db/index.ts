/** The only door to PostgreSQL, embedded or on a server. */
export type { DatabaseKind, DatabaseSource, QueryResult } from "./backend";
export { db } from "./drizzle";
export { isPgError } from "./pg-error";
export { closeDatabase, databaseReady, execute, inTransaction, onCommit, openDatabase, query, runElsewhere, runInTransaction } from "./query";
export { databaseKind, openBackend, serverUrl } from "./state";
export { readUntilWritten } from "./until-written";
export { readMigrationFile, readMigrationFiles, type MigrationFile } from "./migration-files";
