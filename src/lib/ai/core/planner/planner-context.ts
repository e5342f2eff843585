/** What the planner may know of the moment: given, never looked up. */
import type { Tone } from "@/lib/identity/contracts";
import type { TimeMatch } from "@/lib/time/time-match";

export interface PlannerContext {
  /** RFC 3339 with the owner's offset. */
  readonly now: string;
  readonly zone: string;
  readonly locale: string;
  readonly hourCycle?: "h12" | "h23";
  /** How the owner wants to be spoken to; plain when left out. */
  readonly tone?: Tone;
  /** The owner's first name, for the warm one. */
  readonly firstName?: string;
  /** Reads the phrases about time in a text; `prefer` says which way a bare "Monday" points. */
  readonly understand: (text: string, prefer?: "future" | "past") => readonly TimeMatch[];
  /** Names of the tools this conversation may use. */
  readonly tools: ReadonlySet<string>;
}
