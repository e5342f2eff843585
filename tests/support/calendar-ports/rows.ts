/** The kinds of calendars that the shared suite runs over. To add one: a row. */
import { builtin } from "@/lib/integrations/providers/builtin/provider";
import { startDigestProxy } from "../digest-proxy";
import { startFeedServer } from "../feed-server";
import { connectGoogle, useGoogle } from "../google/connect";
import { startGoogle } from "../google/google-server";
import { openOutlookCalendar } from "../microsoft/worlds";
import { radicaleLogin, startRadicale } from "../radicale";
import { setting } from "../settings";
import { connectTyped, portOf, type CalendarRow } from "./world";

const emptyFeed = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";

export const calendarRows: readonly CalendarRow[] = [
  {
    name: "builtin",
    canWrite: false,
    open: (actor) => {
      const access = { connectionId: "", userId: actor.userId, account: "", metadata: {}, token: () => Promise.resolve(""), secret: () => Promise.resolve({}) };
      const port = builtin.calendar?.(access);
      if (port === undefined) throw new Error("no calendar is built in");
      return Promise.resolve({ port, calendar: "builtin", forgottenCursor: () => "builtin", close: () => Promise.resolve() });
    },
  },
  {
    name: "google",
    canWrite: true,
    open: async (actor) => {
      const google = await startGoogle();
      const calendar = "ada@gmail.test";
      google.calendar.calendars.push({ id: calendar, summary: "Ada", timeZone: "Europe/Berlin", accessRole: "owner", primary: true });
      useGoogle(google);
      const port = await portOf(actor, await connectGoogle(actor, google, "google-calendar"));
      const forgottenCursor = (): string => {
        google.calendar.expiredBefore = google.calendar.clock + 1;
        return "sync-0";
      };
      return { port, calendar, forgottenCursor, close: () => google.close() };
    },
  },
  { name: "microsoft", canWrite: true, open: openOutlookCalendar },
  {
    name: "caldav",
    canWrite: true,
    open: async (actor) => {
      const radicale = await startRadicale();
      setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
      const calendar = await radicale.makeCalendar("home");
      const port = await portOf(actor, await connectTyped(actor, "caldav", { address: radicale.origin, ...radicaleLogin }));
      return { port, calendar, forgottenCursor: () => "token http://radicale.org/ns/sync/0123456789abcdef", close: () => radicale.close() };
    },
  },
  {
    name: "caldav by Digest",
    canWrite: true,
    open: async (actor) => {
      const radicale = await startRadicale();
      const proxy = await startDigestProxy(radicale.origin, radicaleLogin);
      setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
      const calendar = (await radicale.makeCalendar("home")).replace(radicale.origin, proxy.origin);
      const port = await portOf(actor, await connectTyped(actor, "caldav", { address: proxy.origin, ...radicaleLogin }));
      const close = async (): Promise<void> => {
        await proxy.close();
        await radicale.close();
      };
      return { port, calendar, forgottenCursor: () => "token http://radicale.org/ns/sync/0123456789abcdef", close };
    },
  },
  {
    name: "ics",
    canWrite: false,
    open: async (actor) => {
      const feed = await startFeedServer(emptyFeed);
      setting({ PRIVATE_HOSTS_ALLOWED: "127.0.0.1" });
      const port = await portOf(actor, await connectTyped(actor, "ics", { address: `${feed.origin}/team.ics` }));
      return { port, calendar: "feed", forgottenCursor: () => "{}", close: () => feed.close() };
    },
  },
];
