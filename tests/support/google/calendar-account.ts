/** An owner whose Google Calendar is connected to a Google of its own. For suites that begin anew with every test. */
import type { Actor } from "@/lib/identity/contracts";
import type { Connection } from "@/lib/integrations/contracts";
import { clearCircuits } from "@/lib/resilience/guarded-call";
import { newCalendarOwner } from "../calendar-owner";
import { connectGoogle, useGoogle } from "./connect";
import { startGoogle, type GoogleServer } from "./google-server";

/** Ada's own calendar. */
export const home = "ada@gmail.test";

export interface CalendarAccount {
  readonly google: GoogleServer;
  readonly actor: Actor;
  readonly connection: Connection;
}

export const openCalendarAccount = async (): Promise<CalendarAccount> => {
  const google = await startGoogle();
  google.calendar.calendars.push({ id: home, summary: "Ada", timeZone: "Europe/Berlin", accessRole: "owner", primary: true, backgroundColor: "#0f7b6c" });
  useGoogle(google);
  clearCircuits();
  const actor = await newCalendarOwner();
  return { google, actor, connection: await connectGoogle(actor, google, "google-calendar") };
};
