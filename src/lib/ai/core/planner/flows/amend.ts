/** A new event that still waits as a card is corrected by another card: nothing is on the calendar yet that could be changed. */
import type { Dialogue, Flow } from "../flow";
import type { CreateSlots } from "../read-create";
import type { Request } from "../request";
import { createFrom } from "./create";

/** What was asked for and waits; null where "it" means something that is there. */
export const waitingCreate = ({ waiting, focus, create }: Dialogue): CreateSlots | null => (waiting && focus.length === 0 ? create : null);

/** Another card takes the place of one that only its owner can take away. */
export function* stillWaits(flow: Flow): Flow {
  const again = yield* flow;
  return { ...again, text: `${again.text}\nThe card before this one still waits; decline it there.` };
}

/** Asks for it once more, as corrected. */
export const amend = (slots: CreateSlots, request: Request): Flow => stillWaits(createFrom(slots, request));
