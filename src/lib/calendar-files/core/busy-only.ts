/** What of an event may be seen by somebody who is only to know when its owner is busy. */
import type { IcsEvent } from "@/lib/icalendar/write";

/** Nothing but times: no words, no people, no answer to who or where. */
export const busyOnly = (event: IcsEvent): IcsEvent => ({
  ...event,
  title: event.showAs === "free" ? "Free" : "Busy",
  description: "",
  location: "",
  attendees: [],
  status: event.status === "cancelled" ? "cancelled" : "confirmed",
  showAs: event.showAs === "free" ? "free" : "busy",
});
