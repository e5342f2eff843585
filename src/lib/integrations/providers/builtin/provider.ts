/** The calendar and mailbox of this server, as a provider: everything is in our own tables already, so there is nothing to fetch or to carry. */
import type { CalendarPort, Provider } from "../../contracts";
import { builtinMailbox } from "./mailbox";

const nothing = async function* () {
  yield await Promise.resolve({ events: [], removed: [], wholeSeries: [], unreadable: [], cursor: "builtin" });
};

const calendar: CalendarPort = {
  calendars: () => Promise.resolve([]),
  changes: nothing,
  find: () => Promise.resolve(null),
  nameOf: (_calendar, event) => ("ourId" in event ? event.ourId : `${event.seriesSourceId}@${event.originalStart}`),
  insert: (_calendar, { sourceId, etag }) => Promise.resolve({ sourceId, etag }),
  update: (_calendar, { sourceId, etag }) => Promise.resolve({ sourceId, etag }),
  remove: () => Promise.resolve(),
  busy: () => Promise.resolve(null),
};

export const builtin: Provider = {
  manifest: {
    id: "builtin",
    label: "This server",
    about: "The calendar and the mailbox that come with this server.",
    kinds: ["calendar", "mail"],
    connects: "none",
    fields: [],
    readOnly: false,
    everyMinutes: 1_440,
  },
  calendar: () => calendar,
  mail: () => builtinMailbox,
};
