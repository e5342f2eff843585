/** What a command says on the terminal about an error: its operator may read what a visitor of the server may not. */
import { isAppError } from "@/lib/errors";

const forOperators = /^(?:secrets|config|db)\//;

export const sentenceFor = (error: unknown): string => {
  if (!isAppError(error)) return error instanceof Error ? `That didn't work: ${error.message}` : "That didn't work.";
  return forOperators.test(error.code) ? error.message : error.publicMessage;
};
