/** Who can be connected. */
import { z } from "zod";

/** Every provider that can be connected. `calendar` is another name for the calendar at Google. */
export const integrationTypes = ["gmail", "google-calendar", "microsoft-mail", "microsoft-calendar", "caldav", "ics", "imap"] as const;
export const IntegrationTypeSchema = z.preprocess((type) => (type === "calendar" ? "google-calendar" : type), z.enum(integrationTypes));
export type IntegrationType = (typeof integrationTypes)[number];

/** `builtin` is the calendar and mailbox of this server: a provider like any other, but nothing has to be connected. */
export type ProviderId = IntegrationType | "builtin";
