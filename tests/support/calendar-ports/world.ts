/** A connected calendar of one kind, as the shared suite of `tests/integration/calendar-contract.test.ts` wants it. */
import type { Actor } from "@/lib/identity/contracts";
import type { CalendarPort, Connection, IntegrationType } from "@/lib/integrations/contracts";
import { openCalendars, startConnecting } from "@/lib/integrations/service";

export interface CalendarWorld {
  readonly port: CalendarPort;
  /** The calendar to work in. */
  readonly calendar: string;
  /** A cursor that this account doesn't know (any more). */
  readonly forgottenCursor: () => string;
  readonly close: () => Promise<void>;
}

/** One row of the suite. */
export interface CalendarRow {
  readonly name: string;
  readonly canWrite: boolean;
  readonly open: (actor: Actor) => Promise<CalendarWorld>;
}

export const portOf = async (actor: Actor, { id }: Pick<Connection, "id">): Promise<CalendarPort> => {
  const port = await openCalendars(actor.userId, id);
  if (port === null) throw new Error("the account has no calendars");
  return port;
};

/** Connects an account by what is typed. */
export const connectTyped = async (actor: Actor, type: IntegrationType, fields: Readonly<Record<string, string>>): Promise<Connection> => {
  const { connection } = await startConnecting(actor, { type, fields });
  if (connection === null) throw new Error("nothing was connected");
  return connection;
};
