/** The one open database of this process. Next.js loads modules several times, so it hangs on globalThis, opened by the first who asks. */
import { AsyncLocalStorage } from "node:async_hooks";
import { config, dataPath, processWide } from "@/lib/config";
import type { Backend, DatabaseKind, DatabaseSource, Session } from "./backend";
import { openEmbedded } from "./embedded";
import { openServer } from "./server";

/** A running transaction: its connection until it ends, and what waits for its commit. */
export interface Running {
  readonly session: Session;
  readonly onCommit: (() => Promise<void> | void)[];
  over: boolean;
}

interface State {
  kind?: DatabaseKind;
  /** Of a server, for machines that keep connections of their own. */
  serverUrl?: string | undefined;
  backend?: Promise<Backend> | undefined;
  /** Set by tests before anything is opened; the configuration decides otherwise. */
  source?: (() => Promise<DatabaseSource> | DatabaseSource) | undefined;
  running?: AsyncLocalStorage<Running> | undefined;
  idleErrors?: number;
}

const { get: state } = processWide<State>("db", () => ({}));

export const runningTransactions = (): AsyncLocalStorage<Running> => (state().running ??= new AsyncLocalStorage<Running>());

const configuredSource = (): DatabaseSource => {
  const { DATABASE_URL, DATABASE_POOL_MAX } = config();
  return DATABASE_URL === undefined ? { kind: "embedded", dataDir: dataPath() } : { kind: "server", url: DATABASE_URL, poolMax: DATABASE_POOL_MAX };
};

/** A broken idle connection is the pool's to replace; it is only counted. */
const countIdleError = (): void => {
  const current = state();
  current.idleErrors = (current.idleErrors ?? 0) + 1;
};

/** A database beside the process's own; whoever opens it closes it. */
export const openSource = (source: DatabaseSource): Promise<Backend> =>
  source.kind === "embedded" ? openEmbedded(source) : openServer(source, countIdleError);

const open = async (given: DatabaseSource | undefined): Promise<Backend> => {
  const source = given ?? (await (state().source ?? configuredSource)());
  state().kind = source.kind;
  state().serverUrl = source.kind === "server" ? source.url : undefined;
  return openSource(source);
};

/** Opens the database (a second call returns the first's). A failed opening is forgotten, so that the next caller tries again. */
export const openBackend = (source?: DatabaseSource): Promise<Backend> => {
  const current = state();
  if (current.backend) return current.backend;
  const opening = open(source);
  current.backend = opening;
  opening.catch(() => {
    if (current.backend === opening) current.backend = undefined;
  });
  return opening;
};

export const closeBackend = async (): Promise<void> => {
  const current = state();
  const opened = current.backend;
  current.backend = undefined;
  if (opened) await (await opened).close();
};

/** Which database answers; before anything is opened, which one the configuration chose. */
export const databaseKind = (): DatabaseKind => state().kind ?? configuredSource().kind;

/** The address of the open server database; undefined on the embedded one. */
export const serverUrl = (): string | undefined => state().serverUrl;
