/** Importing an .ics file: first what would happen, then, when its owner wants it, the same for good. */
import type { z } from "zod";
import type { Actor } from "@/lib/identity/contracts";
import { findProfile, requireScope } from "@/lib/identity/service";
import type { OutsideEvent, Unreadable } from "@/lib/integrations/contracts";
import { readCalendarFile } from "@/lib/integrations/service";
import { importEvents } from "@/lib/scheduling/service";
import { importedMax, type Import, type importFileEndpoint } from "./contracts";

const shownMax = 20;
const unreadableShown = 100;
const readMaxMs = 20_000;

/** Errors: integrations/not-a-calendar, scheduling/calendar-not-found, scheduling/calendar-read-only. */
export const importFile = async (actor: Actor, { text, calendarId, write }: z.output<typeof importFileEndpoint.input>): Promise<Import> => {
  requireScope(actor, "scheduling:write");
  const { zone } = await findProfile(actor);
  const events: OutsideEvent[] = [];
  const unreadable: Unreadable[] = [];
  const options = { zone, year: new Date().getUTCFullYear(), self: null, eventsMax: importedMax, signal: AbortSignal.timeout(readMaxMs) };
  const pages = readCalendarFile(new TextEncoder().encode(text), options);
  let name: string | null = null;
  for (;;) {
    const step = await pages.next();
    if (step.done === true) {
      ({ name } = step.value);
      break;
    }
    events.push(...step.value.events);
    unreadable.push(...step.value.unreadable);
  }
  const taken = await importEvents(actor, { calendarId, events, write });
  const left = [...unreadable, ...taken.unreadable];
  return {
    name,
    added: taken.added,
    changed: taken.changed,
    same: taken.same,
    events: taken.events.slice(0, shownMax),
    unreadable: left.slice(0, unreadableShown).map(({ what, reason }) => ({ what, reason })),
    unreadableCount: left.length,
    done: write,
  };
};
