/** Invitations in the shapes that Google, Outlook and Apple send, with names and numbers put in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const invitation = (name: string, replaced: Readonly<Record<string, string>> = {}): string =>
  Object.entries(replaced).reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(join("tests/fixtures/invitations", `${name}.ics`), "utf8"));
