/** The side of pg-boss that only puts jobs into the queue; every process has one once it sends. */
import type { ConstructorOptions, PgBoss } from "pg-boss";
import { processWide } from "@/lib/config";
import { execute } from "@/lib/db";
import { quietClock } from "./clock";

interface State {
  sender?: Promise<PgBoss> | undefined;
}
const { get: state } = processWide<State>("jobs.sender", () => ({}));

/** Joins the running transaction by itself: on the embedded database there is no other connection that could be used. */
export const joined: NonNullable<ConstructorOptions["db"]> = {
  executeSql: async (text, values = []) => ({ rows: (await execute(text, values, "object")).rows }),
};

/** Only sends; it has no workers and looks after nothing. Starting it is two small reads. */
const startSender = async (): Promise<PgBoss> => {
  const { PgBoss: Boss } = await import("pg-boss");
  const boss = new Boss({
    schema: "jobs",
    db: joined,
    clock: quietClock,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
    // The list of queues changes with a migration only.
    queueCacheIntervalSeconds: 86_400,
  });
  boss.on("error", () => undefined);
  return boss.start();
};

/** Forgotten when it fails, so that the next caller tries again. */
export const sender = (): Promise<PgBoss> => {
  const current = state();
  if (current.sender) return current.sender;
  const starting = startSender();
  current.sender = starting;
  starting.catch(() => {
    if (current.sender === starting) current.sender = undefined;
  });
  return starting;
};
