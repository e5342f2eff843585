/** What the embedded and the server database have in common; nothing outside this folder knows which one runs. */
import type { PGlite } from "@electric-sql/pglite";

export type DatabaseKind = "embedded" | "server";
export type RowMode = "object" | "array";

export interface QueryResult<Row = Record<string, unknown>> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** One connection, held by one transaction. Statements run one after the other even if asked at once. */
export interface Session {
  query(text: string, params: readonly unknown[], rowMode: RowMode): Promise<QueryResult>;
}

export interface Backend {
  readonly kind: DatabaseKind;
  query(text: string, params: readonly unknown[], rowMode: RowMode): Promise<QueryResult>;
  /** BEGIN, work, COMMIT on one connection; ROLLBACK when work throws. */
  atomically<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /**
   * Embedded only: SQL that others wrote (pg-boss), on its own turn. Answers the rows of every statement with instants as
   * Date, and takes back what a script that failed half-way left open.
   */
  readonly script?: (text: string, params: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  /** Embedded only: how many statements have run that may have changed something. While it stands still, so does the database. */
  readonly writes?: () => number;
  close(): Promise<void>;
}

/** Where to find a database. `memory` lives as long as the process; `dump` is a tar made by PGlite; `engine` is one that somebody else keeps. */
export type DatabaseSource =
  | { readonly kind: "embedded"; readonly dataDir: string }
  | { readonly kind: "embedded"; readonly memory: true; readonly dump?: Blob }
  | { readonly kind: "embedded"; readonly engine: () => Promise<PGlite> }
  | { readonly kind: "server"; readonly url: string; readonly poolMax: number };
