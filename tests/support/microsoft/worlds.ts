/** Connected accounts at a Microsoft of their own, with what happens there as if somebody else did it: for suites that hold every provider to the ports' promises. */
import type { Actor } from "@/lib/identity/contracts";
import { portOf, type CalendarWorld } from "../calendar-ports/world";
import { connectedPlace, type MailPlace } from "../mail-ports/row";
import { connectMicrosoft, useMicrosoft } from "./connect";
import { change, receive, removeForGood } from "./mail-routes";
import { startMicrosoft } from "./microsoft-server";

export const openOutlookCalendar = async (actor: Actor): Promise<CalendarWorld> => {
  const microsoft = await startMicrosoft();
  const calendar = "AQMk-home";
  microsoft.calendar.calendars.push({ id: calendar, name: "Calendar", canEdit: true, isDefaultCalendar: true, hexColor: "" });
  useMicrosoft(microsoft);
  const port = await portOf(actor, await connectMicrosoft(actor, microsoft, "microsoft-calendar"));
  const forgottenCursor = (): string => {
    microsoft.calendar.expiredBefore = microsoft.calendar.clock + 1;
    const link = `${microsoft.origin}/v1.0/me/calendars/${calendar}/calendarView/delta?$deltatoken=0-0-1`;
    return JSON.stringify({ link, from: new Date().toISOString(), at: new Date().toISOString() });
  };
  return { port, calendar, forgottenCursor, close: () => microsoft.close() };
};

export const openOutlookMail = async (actor: Actor): Promise<MailPlace> => {
  const microsoft = await startMicrosoft();
  useMicrosoft(microsoft);
  const place = await connectedPlace(actor, await connectMicrosoft(actor, microsoft, "microsoft-mail"));
  const now = (work: () => void): Promise<void> => Promise.resolve(work());
  const toOf = (raw: string): string[] => [...raw.matchAll(/^(?:To|Cc|Bcc): .*?([^\s<>,]+@[^\s<>,]+)/gm)].map((match) => match[1] ?? "");
  return {
    ...place,
    email: "ada@outlook.test",
    arrive: ({ name, ...mail }) => now(() => receive(microsoft.mail, { id: name, from: '"Ana Lovelace" <ana@example.com>', ...mail })),
    archiveElsewhere: (name) => now(() => change(microsoft.mail, name, { folder: "archive", isRead: true, flagStatus: "flagged" })),
    removeElsewhere: (name) => now(() => removeForGood(microsoft.mail, name)),
    sent: () => Promise.resolve(microsoft.mail.sent.map((raw) => ({ raw, to: toOf(raw) }))),
    close: () => microsoft.close(),
  };
};
