/** Reads a whole calendar component by component: zones that are described later, events told twice, and more of them than anybody keeps. */
import { CalendarReader, type Component } from "@/lib/icalendar/reader";
import { zoneDescribed } from "@/lib/icalendar/described-zones";
import { plainText } from "@/lib/icalendar/text";
import { zoneNamed } from "@/lib/icalendar/zones";
import type { OutsideEvent, Unreadable } from "../contracts";
import { readEvent, type ReadingContext } from "./icalendar-event";

export interface CalendarReadingOptions {
  /** The owner's zone, where the calendar names none. */
  readonly zone: string;
  /** A year in which its zones are used. */
  readonly year: number;
  readonly self: string | null;
  /** The name of all its events: one object of a calendar server. Null: each by its UID. */
  readonly sourceId: string | null;
  readonly eventsMax: number;
}

const unreadableMax = 500;
const zonesMax = 500;
/** Each takes a few milliseconds to understand. */
const describedMax = 40;
const wanted = new Set(["VEVENT", "VTIMEZONE"]);

export class CalendarReading {
  readonly #reader = new CalendarReader(wanted);
  readonly #options: CalendarReadingOptions;
  readonly #described = new Map<string, Component>();
  readonly #zones = new Map<string, string | null>();
  /** Until all zones are described. */
  #waiting: Component[] = [];
  readonly #sequences = new Map<string, number>();
  #events: OutsideEvent[] = [];
  #unreadable: Unreadable[] = [];
  #unreadableCount = 0;
  #tooMany = 0;
  #context: ReadingContext | null = null;

  constructor(options: CalendarReadingOptions) {
    this.#options = options;
  }

  /** Was there a calendar at all? */
  get found(): boolean {
    return this.#reader.found;
  }

  get name(): string | null {
    return plainText(this.#head("X-WR-CALNAME") ?? this.#head("NAME") ?? "").trim() || null;
  }

  get color(): string | null {
    return /^#[0-9a-f]{6}/i.exec(this.#head("X-APPLE-CALENDAR-COLOR")?.trim() ?? "")?.[0].toLowerCase() ?? null;
  }

  /** The calendar's own zone; null when it names none. */
  get zone(): string | null {
    const named = this.#head("X-WR-TIMEZONE");
    return named === undefined ? null : zoneNamed(named);
  }

  push(piece: string): void {
    this.#reader.push(piece);
    this.#takeIn();
  }

  end(): void {
    this.#reader.end();
    this.#takeIn();
    for (const component of this.#waiting.splice(0)) this.#read(component);
    if (this.#tooMany > 0) this.#note({ what: `${this.#tooMany} further events`, reason: `More than ${this.#options.eventsMax} events aren't kept.` }, true);
  }

  /** How many events are read and not taken yet. */
  get ready(): number {
    return this.#events.length;
  }

  take(): { readonly events: readonly OutsideEvent[]; readonly unreadable: readonly Unreadable[] } {
    const taken = { events: this.#events, unreadable: this.#unreadable };
    this.#events = [];
    this.#unreadable = [];
    return taken;
  }

  #head(name: string): string | undefined {
    return this.#reader.head.find((one) => one.name === name)?.value;
  }

  #takeIn(): void {
    for (const component of this.#reader.take())
      if (component.name === "VTIMEZONE") this.#describe(component);
      else if (this.#needsDescription(component)) this.#waiting.push(component);
      else this.#read(component);
  }

  #describe(component: Component): void {
    const tzid = component.properties.find(({ name }) => name === "TZID")?.value.trim();
    if (tzid === undefined || this.#described.size >= describedMax) return;
    this.#described.set(tzid, component);
    if (this.#zones.get(tzid) === null) this.#zones.delete(tzid);
  }

  #needsDescription({ properties }: Component): boolean {
    return properties.some(({ params: { TZID } }) => TZID !== undefined && this.#zoneOf(TZID) === null && !this.#described.has(TZID.trim()));
  }

  #zoneOf(tzid: string): string | null {
    const before = this.#zones.get(tzid);
    if (before !== undefined) return before;
    const described = this.#described.get(tzid.trim());
    const zone = zoneNamed(tzid) ?? (described === undefined ? null : zoneDescribed(described, this.#options.year));
    if (this.#zones.size < zonesMax) this.#zones.set(tzid, zone);
    return zone;
  }

  #read(component: Component): void {
    if (this.#sequences.size >= this.#options.eventsMax) {
      this.#tooMany += 1;
      return;
    }
    const { sourceId, self, zone } = this.#options;
    this.#context ??= { zoneOf: (tzid) => this.#zoneOf(tzid), zone: this.zone ?? zone, sourceId, self };
    const { event, further, unreadable } = readEvent(component, this.#context);
    for (const one of unreadable) this.#note(one);
    if (event === null) return;
    // Told twice: the later version counts.
    const before = this.#sequences.get(event.sourceId);
    if (before !== undefined && before > event.sequence) return;
    this.#sequences.set(event.sourceId, event.sequence);
    this.#events.push(event, ...further);
  }

  #note(one: Unreadable, always = false): void {
    this.#unreadableCount += 1;
    if (always || this.#unreadableCount <= unreadableMax) this.#unreadable.push(one);
  }
}
