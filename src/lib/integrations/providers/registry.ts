/** Every provider there is. To add one: its id in provider-ids.ts, its folder, and a line here. Recipe: docs/recipes/add-a-provider.md. */
import type { Provider, ProviderId } from "../contracts";
import { builtin } from "./builtin/provider";
import { caldav } from "./caldav/provider";
import { gmail, googleCalendar } from "./google/provider";
import { microsoftCalendar, microsoftMail } from "./microsoft/provider";
import { ics } from "./ics/provider";
import { imap } from "./imap/provider";

export const providers: Readonly<Record<ProviderId, Provider>> = {
  builtin,
  gmail,
  "google-calendar": googleCalendar,
  "microsoft-mail": microsoftMail,
  "microsoft-calendar": microsoftCalendar,
  caldav,
  ics,
  imap,
};
