/** What went wrong on the way here, as the address says it by the error's code; a code that doesn't exist says nothing. */
import { catalogue } from "@/lib/errors/catalogue";

export const problemText = (code: string | readonly string[] | undefined): string | null =>
  typeof code === "string" && Object.hasOwn(catalogue, code) ? catalogue[code as keyof typeof catalogue].message : null;
