/** A new event that still waits as a card is corrected by another card: nothing is on the calendar yet that could be changed. */
import { call, type Dialogue, type Flow } from "../flow";
import type { PlannerContext } from "../planner-context";
import type { CreateSlots } from "../read-create";
import type { Request } from "../request";
import { createFrom } from "./create";

/** What was asked for and waits, or was being asked about; null where "it" means something that is there. */
export const waitingCreate = ({ waiting, focus, create, unfinished }: Dialogue): CreateSlots | null =>
  unfinished ?? (waiting && focus.length === 0 ? create : null);

/** Another card takes the place of the one before; where none came of it, or several, the older one stays until its owner takes it away. */
export function* stillWaits(flow: Flow, { tools }: PlannerContext): Flow {
  let step = flow.next();
  let cards = 0;
  while (!step.done) {
    const outcomes = yield step.value;
    cards += outcomes.filter(({ status }) => status === "waiting").length;
    step = flow.next(outcomes);
  }
  const again = step.value;
  const replaced = cards === 1 && tools.has("replace_card") && (yield* call("replace_card", {})).status === "done";
  return {
    ...again,
    text: `${again.text}\n${replaced ? "It takes the place of the card before." : "The card before this one still waits; decline it there."}`,
  };
}

/** Asks for it once more, as corrected. What was only being asked about has no card. */
export const amend = (slots: CreateSlots, request: Request, { unfinished }: Dialogue, context: PlannerContext): Flow =>
  unfinished === null ? stillWaits(createFrom(slots, request), context) : createFrom(slots, { ...request, intent: "create" });
