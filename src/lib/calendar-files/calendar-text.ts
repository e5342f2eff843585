/** Events as the text of a calendar, page by page: nothing is held that isn't being written. */
import { icsEvent, icsHead, icsTail, icsZone, type IcsEvent } from "@/lib/icalendar/write";

/** Zones are described from 1970 to this many years ahead. */
const yearsAhead = 10;

/** `pageAfter` answers the events behind an id; an empty page is the last. */
export async function* calendarText(
  name: string,
  nowYear: number,
  pageAfter: (afterId: string | null) => Promise<readonly (IcsEvent & { readonly id: string })[]>,
): AsyncGenerator<string> {
  yield icsHead(name);
  const described = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const events = await pageAfter(after);
    for (const event of events) {
      if (event.rrule !== null && event.zone !== "UTC" && !event.allDay && !described.has(event.zone)) {
        described.add(event.zone);
        yield icsZone(event.zone, 1970, nowYear + yearsAhead);
      }
      yield icsEvent(event);
    }
    const last = events.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  yield icsTail();
}

/** As a stream that is read as fast as somebody takes it. */
export const streamOf = (text: AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const step = await text.next();
      if (step.done === true) controller.close();
      else controller.enqueue(encoder.encode(step.value));
    },
    cancel: async () => {
      await text.return(undefined);
    },
  });
};
