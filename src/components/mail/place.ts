/** Where among the mails one is. */
import { viewNames, type View } from "./mail-words";

/** A folder, or all that carries a label. */
export interface Place {
  readonly view: View;
  readonly label?: string | undefined;
}

type Parameter = string | readonly string[] | null | undefined;

const isView = (word: Parameter): word is View => typeof word === "string" && Object.hasOwn(viewNames, word);

/** What the address names; anything else is the inbox. */
export const placeOf = (view: Parameter, label: Parameter): Place =>
  typeof label === "string" && label !== "" ? { view: "inbox", label } : { view: isView(view) ? view : "inbox" };
