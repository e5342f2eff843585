/** Gmail and Google Calendar: two connections, because people give one without the other. */
import type { Manifest, Provider } from "../../contracts";
import { googleCalendarPort } from "./calendar";
import { gmailPort } from "./gmail";
import { googleOAuth } from "./oauth";

const common: Pick<Manifest, "connects" | "fields" | "readOnly"> = { connects: "oauth", fields: [], readOnly: false };

export const gmail: Provider = {
  manifest: {
    ...common,
    id: "gmail",
    label: "Gmail",
    about: "Read, search, draft, send and archive the mail of a Google account.",
    kinds: ["mail"],
    everyMinutes: 2,
  },
  oauth: googleOAuth(["https://www.googleapis.com/auth/gmail.modify"]),
  mail: gmailPort,
};

export const googleCalendar: Provider = {
  manifest: {
    ...common,
    id: "google-calendar",
    label: "Google Calendar",
    about: "See the calendars of a Google account, and book into them.",
    kinds: ["calendar"],
    everyMinutes: 2,
  },
  oauth: googleOAuth(["https://www.googleapis.com/auth/calendar.events", "https://www.googleapis.com/auth/calendar.readonly"]),
  calendar: googleCalendarPort,
};
