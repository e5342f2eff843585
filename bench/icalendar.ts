/** P18: a calendar of 100,000 events beside ical.js, and how long the event loop is held up meanwhile. */
import ICAL from "ical.js";
import { readCalendar } from "../src/lib/integrations/icalendar/read-calendar";
import { alternate, round, type Measure } from "./measure";

const eventsCount = 100_000;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo"];
const pad = (value: number): string => String(value).padStart(2, "0");

/** As Google and Outlook export: zones, folded lines, an alarm here and there, a series, whole days, people. */
const eventText = (index: number): string => {
  const date = `2026${pad(1 + (index % 12))}${pad(1 + (index % 28))}`;
  const hour = index % 22;
  const zone = zones[index % zones.length] ?? "UTC";
  const allDay = index % 10 === 0;
  return [
    "BEGIN:VEVENT",
    `UID:${index}-4f6b2c@example.com`,
    "DTSTAMP:20260101T000000Z",
    ...(allDay ? [`DTSTART;VALUE=DATE:${date}`] : [`DTSTART;TZID=${zone}:${date}T${pad(hour)}3000`, `DTEND;TZID=${zone}:${date}T${pad(hour + 1)}0000`]),
    `SUMMARY:Meeting ${index}\\, with a comma`,
    "DESCRIPTION:Agenda: what was decided last time\\, what is still open\\, and",
    "  who does what until when.\\nNotes follow.",
    "LOCATION:Room 4",
    "STATUS:CONFIRMED",
    "TRANSP:OPAQUE",
    "SEQUENCE:0",
    ...(index % 20 === 0 ? ["RRULE:FREQ=WEEKLY;COUNT=10"] : []),
    ...(index % 5 === 0 ? ['ATTENDEE;CN="Ben, Example";PARTSTAT=ACCEPTED:mailto:ben@example.com'] : []),
    "END:VEVENT",
    "",
  ].join("\r\n");
};

const head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n";
const tail = "END:VCALENDAR\r\n";

const calendarText = (): string => [head, ...Array.from({ length: eventsCount }, (_one, index) => eventText(index)), tail].join("");

const readOurs = async (bytes: Uint8Array): Promise<number> => {
  let count = 0;
  for await (const { events } of readCalendar(bytes, { zone: "Europe/Berlin", year: 2026, self: null, signal: AbortSignal.timeout(60_000) }))
    count += events.length;
  return count;
};

/** ical.js looks every zone up through all events of its calendar, so that a whole one takes it hours: it is given small ones. */
const peerEvents = 250;

const peerCalendars = (): string[] =>
  Array.from({ length: eventsCount / peerEvents }, (_one, part) =>
    [head, ...Array.from({ length: peerEvents }, (_other, index) => eventText(part * peerEvents + index)), tail].join(""),
  );

/** What is needed of each event, as one takes it from ical.js. */
const readPeer = (texts: readonly string[]): number => {
  let count = 0;
  for (const text of texts)
    for (const component of new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(component);
      const words = [event.uid, event.summary, event.description, event.location, event.sequence, component.getFirstPropertyValue("status")];
      const times = [event.startDate.toJSDate().toISOString(), event.endDate.toJSDate().toISOString()];
      const people = event.attendees.map((one) => [one.getFirstValue(), one.getParameter("cn"), one.getParameter("partstat")]);
      const rule = event.isRecurring() ? String(component.getFirstPropertyValue("rrule")) : null;
      count += words.length + times.length + people.length + (rule?.length ?? 0) > 0 ? 1 : 0;
    }
  return count;
};

/** The longest the event loop didn't turn. */
const longestPauseMs = async (work: () => Promise<unknown>): Promise<number> => {
  let longest = 0;
  let last = performance.now();
  let running = true;
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  running = false;
  turn();
  return longest;
};

export const benchIcalendar = async (): Promise<Measure[]> => {
  const text = calendarText();
  const bytes = new TextEncoder().encode(text);
  const peers = peerCalendars();
  if ((await readOurs(bytes)) !== eventsCount) throw new Error("not every event was read");
  const { oursMs, peerMs } = await alternate(
    () => readOurs(bytes),
    () => readPeer(peers),
    1,
  );
  const pauseMs = await longestPauseMs(() => readOurs(bytes));
  return [
    {
      id: "P18 a calendar of 100,000 events",
      n: eventsCount,
      figures: { oursMs: round(oursMs, 0), icalMs: round(peerMs, 0), longestPauseMs: round(pauseMs, 1), megabytes: round(bytes.length / 1_048_576, 1) },
      ratio: round(oursMs / peerMs, 3),
      pass: peerMs / oursMs >= 3 && pauseMs < 50,
    },
  ];
};
