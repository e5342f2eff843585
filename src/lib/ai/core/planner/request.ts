/** One thing that was asked for: the intent and the words it stands in. */
import type { Clause } from "./clause";
import type { Intent } from "./intent";

export interface Request {
  readonly intent: Intent;
  readonly score: number;
  readonly clause: Clause;
  /** Texts of letters that were taken out of the message; the clause holds “§0” in their place. */
  readonly taken?: readonly string[];
  /** What those who take part are told ("… and tell everyone that I'm ill"); empty when they are to be told why and nobody said why. */
  readonly message?: string;
  /** "If …": the request to be found true (or false) first. */
  readonly condition?: Condition;
  /** "…, otherwise Friday": what is done where the condition doesn't hold. */
  readonly otherwise?: Request;
}

export interface Condition {
  readonly clause: Clause;
  readonly intent: Intent;
  /** "if I haven't …": holds when nothing is found. */
  readonly negated: boolean;
}
