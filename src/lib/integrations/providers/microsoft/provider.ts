/** Outlook's mail and calendar, of Microsoft 365 and Outlook.com: two connections, because people give one without the other. */
import type { Manifest, Provider } from "../../contracts";
import { microsoftCalendarPort } from "./calendar";
import { microsoftMailPort } from "./mail";
import { microsoftOAuth } from "./oauth";

const common: Pick<Manifest, "connects" | "fields" | "readOnly"> = { connects: "oauth", fields: [], readOnly: false };

export const microsoftMail: Provider = {
  manifest: {
    ...common,
    id: "microsoft-mail",
    label: "Outlook Mail",
    about: "Read, search, draft, send and archive the mail of a Microsoft 365 or Outlook.com account.",
    kinds: ["mail"],
    everyMinutes: 2,
  },
  oauth: microsoftOAuth(["Mail.ReadWrite", "Mail.Send"]),
  mail: microsoftMailPort,
};

export const microsoftCalendar: Provider = {
  manifest: {
    ...common,
    id: "microsoft-calendar",
    label: "Outlook Calendar",
    about: "See the calendars of a Microsoft 365 or Outlook.com account, and book into them.",
    kinds: ["calendar"],
    everyMinutes: 2,
  },
  oauth: microsoftOAuth(["Calendars.ReadWrite"]),
  calendar: microsoftCalendarPort,
};
