/** What an answer to Perin's question adds to the request it was asked about. */
import type { CalendarEvent } from "@/lib/scheduling/contracts";
import type { SaidMail } from "./mail-outcomes";
import type { CreateSlots } from "./read-create";

export interface Overrides {
  readonly events?: readonly CalendarEvent[];
  /** Of a repeating event, all that follow are meant too. */
  readonly series?: boolean;
  /** The new time or place in time, in the owner's words. */
  readonly when?: string;
  readonly create?: CreateSlots;
  /** Names as they were said → what was meant by them. */
  readonly people?: Readonly<Record<string, string>>;
  readonly value?: string;
  readonly mails?: readonly SaidMail[];
  /** The text of a mail, and whom it goes to, where that was asked. */
  readonly letter?: string;
  readonly recipient?: string;
}

export const noOverrides: Overrides = {};

/** Puts the person who was meant in the place of the name that fitted two. */
export const meant = (names: readonly string[], { people }: Overrides): string[] => names.map((name) => people?.[name] ?? name);
