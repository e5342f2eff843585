/** From a stored to-do to the one that is shown, and the clock its owner lives by. */
import type { Actor } from "@/lib/identity/contracts";
import { findProfile } from "@/lib/identity/service";
import type { StoredTask } from "@/lib/queries/tasks";
import type { Task } from "./contracts";
import type { OwnerClock } from "./core/clock";
import { sayRule, type Series } from "./core/repeat";

export interface TaskOptions {
  /** RFC 3339; the clock's when left out. */
  readonly now?: string;
}

export const nowOf = ({ now }: TaskOptions): string => Temporal.Instant.from(now ?? Temporal.Now.instant()).toString({ smallestUnit: "millisecond" });

export const clockOf = async (actor: Actor, options: TaskOptions): Promise<OwnerClock> => {
  const { zone, locale, hourCycle, weekStart } = await findProfile(actor);
  return { now: nowOf(options), zone, locale, hourCycle, weekStart };
};

export const searchTextOf = ({ title, notes }: Pick<Task, "title" | "notes">): string => fold(`${title} ${notes}`).slice(0, 2_500);

/** Lower case, without accents. */
export const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** What the row repeats by; null: once. */
export const seriesOf = ({ rrule, repeatsFrom, remindsFrom, zone }: Pick<StoredTask, "rrule" | "repeatsFrom" | "remindsFrom" | "zone">): Series | null =>
  rrule === null || repeatsFrom === null ? null : { rrule, from: repeatsFrom, remindsFrom, zone };

export const shown = ({
  remindLocal: _remindLocal,
  remindedAt,
  plannedEventId,
  plannedStart,
  plannedEnd,
  searchText: _searchText,
  rrule,
  repeatsFrom,
  remindsFrom: _remindsFrom,
  occurrence: _occurrence,
  movesOnAt: _movesOnAt,
  ...task
}: StoredTask): Task => ({
  ...task,
  recurrence: rrule === null || repeatsFrom === null ? null : { rrule, start: repeatsFrom, text: sayRule(rrule, repeatsFrom) },
  reminded: remindedAt !== null,
  planned: plannedEventId !== null && plannedStart !== null && plannedEnd !== null ? { eventId: plannedEventId, start: plannedStart, end: plannedEnd } : null,
});
