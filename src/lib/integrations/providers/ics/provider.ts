/** Subscribing to a calendar by its address. */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { PreparedAccount, Provider } from "../../contracts";
import { readCalendar, type ReadHead } from "../../icalendar/read-calendar";
import { icsCalendarPort } from "./calendar";
import { feedAddress, fetchFeed } from "./feed";

/** Reads all of it once: what can't be read isn't connected. */
const headOf = async (bytes: Uint8Array, contentType: string | null, signal: AbortSignal): Promise<ReadHead> => {
  const pages = readCalendar(bytes, { contentType, zone: "UTC", year: new Date().getUTCFullYear(), self: null, signal });
  for (;;) {
    const step = await pages.next();
    if (step.done === true) return step.value;
  }
};

const prepare = async (fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<PreparedAccount> => {
  const address = feedAddress(fields.address ?? "");
  const feed = await fetchFeed(address, null, signal);
  if (feed === null) throw new AppError("integrations/not-a-calendar");
  const { name, color, zone } = await headOf(feed.bytes, feed.contentType, signal);
  // Whoever knows the address can read the calendar: it is sealed, and a few letters of its hash tell two feeds of one host apart.
  const mark = createHash("sha256").update(address.href).digest("hex").slice(0, 8);
  const called = (name ?? address.hostname).slice(0, 80);
  return { account: `${address.hostname} (${mark})`, name: called, secret: { address: address.href }, metadata: { name: called, color, zone } };
};

export const ics: Provider = {
  manifest: {
    id: "ics",
    label: "Calendar feed",
    about: "Subscribe to a calendar by its address: holidays, a team's, a school's. It can only be read.",
    kinds: ["calendar"],
    connects: "address",
    fields: [
      {
        name: "address",
        label: "Address",
        hint: "The iCal, ICS or subscription address. It begins with https:// or webcal://.",
        input: "text",
        required: true,
      },
    ],
    readOnly: true,
    everyMinutes: 30,
  },
  prepare,
  calendar: icsCalendarPort,
};
