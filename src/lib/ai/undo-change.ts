/** One way back for everything: a change is taken back by the room whose rows it holds, and "undo" means the newest of them all. */
import { AppError } from "@/lib/errors";
import type { Actor, Undo, Undone } from "@/lib/identity/contracts";
import { findMailUndo, undoMailChange } from "@/lib/mail/service";
import { findMemoryUndo, undoMemoryChange } from "@/lib/memory/service";
import { findContactUndo, undoContactChange } from "@/lib/people/service";
import { findChangeState, type RecordRoom } from "@/lib/queries/record-changes";
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import { findUndo, undoChange } from "@/lib/scheduling/service";
import { findTaskUndo, undoTaskChange } from "@/lib/tasks/service";

export interface UndoneChange extends Undone {
  /** Events as they are again. */
  readonly events: CalendarEvent[];
}

interface UndoOptions {
  /** RFC 3339; the clock's when left out. */
  readonly now?: string;
}

const nowMsOf = ({ now }: UndoOptions): number => (now === undefined ? Date.now() : Temporal.Instant.from(now).epochMilliseconds);

interface RoomUndo {
  readonly find: (actor: Actor, nowMs: number) => Promise<Undo | null>;
  readonly undo: (actor: Actor, changeId: string, nowMs: number) => Promise<Undone>;
}

/** A room that lets its changes be taken back is a line here. */
const undoers = {
  people: { find: findContactUndo, undo: undoContactChange },
  memory: { find: findMemoryUndo, undo: undoMemoryChange },
  mail: { find: findMailUndo, undo: undoMailChange },
  tasks: { find: findTaskUndo, undo: undoTaskChange },
} satisfies Record<RecordRoom, RoomUndo>;

/** Takes a change back. Errors: scheduling/change-not-found; scheduling/undo-over when it was taken back, changed since, or is a day old. */
export const undoAnyChange = async (actor: Actor, { changeId }: { readonly changeId: string }, options: UndoOptions = {}): Promise<UndoneChange> => {
  const change = await findChangeState(actor.userId, changeId);
  if (change === null) throw new AppError("scheduling/change-not-found");
  if (change.room === "scheduling") {
    // What a change of events says of itself is how things are once it is taken back.
    const undone = await undoChange(actor, { changeId }, options);
    return { ...undone, state: undone.summary };
  }
  return { ...(await undoers[change.room].undo(actor, changeId, nowMsOf(options))), events: [] };
};

export interface FoundChange {
  readonly undo: Undo;
  /** Who would notice. */
  readonly tells: readonly string[];
}

/** The change named, or the last thing done that can still be taken back, in whichever room. Null when there is none. */
export const findAnyUndo = async (actor: Actor, { changeId }: { readonly changeId?: string } = {}, options: UndoOptions = {}): Promise<FoundChange | null> => {
  const nowMs = nowMsOf(options);
  const named = changeId === undefined ? null : await findChangeState(actor.userId, changeId);
  if (named !== null && named.room !== "scheduling")
    return named.undoneAt !== null || Date.parse(named.until) <= nowMs
      ? null
      : { undo: { changeId: named.id, until: named.until, summary: named.summary }, tells: [] };
  if (changeId !== undefined) return findUndo(actor, { changeId }, options);
  const [event, ...others] = await Promise.all([findUndo(actor, {}, options), ...Object.values(undoers).map(({ find }) => find(actor, nowMs))]);
  const found = [event, ...others.map((undo) => (undo === null ? null : { undo, tells: [] }))].filter((each) => each !== null);
  // Ids begin with the moment they were made at.
  return found.sort((a, b) => (a.undo.changeId < b.undo.changeId ? 1 : -1))[0] ?? null;
};
