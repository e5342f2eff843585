/** Older mails, which aren't mirrored, asked for at their source. What is found is kept from then on like everything else. */
import type { z } from "zod";
import { isAppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import { requireScope } from "@/lib/identity/service";
import { listMailAccounts } from "@/lib/integrations/service";
import { logger } from "@/lib/logger";
import type { searchAccountsEndpoint } from "./contracts";
import { mailMirror } from "./mirror";

const askedMax = 30;
/** People wait for it. */
const searchMs = 15_000;

/** Asks all accounts at once; one that doesn't answer doesn't keep the others' from being found. */
export const searchAccounts = async (
  actor: Actor,
  { query }: z.output<typeof searchAccountsEndpoint.input>,
): Promise<z.output<typeof searchAccountsEndpoint.output>> => {
  requireScope(actor, "mail:read");
  const accounts = await listMailAccounts(actor.userId);
  const answers = await Promise.all(
    accounts.map(async ({ connection, mailbox }) => {
      try {
        const mails = await mailbox.search(query, askedMax, { signal: AbortSignal.timeout(searchMs) });
        const page = { mails, marks: [], removed: [], unreadable: [], total: null, cursor: null };
        return { found: mails.length === 0 ? 0 : await mailMirror.take(connection, page, { first: true }), problem: null };
      } catch (error) {
        const known = isAppError(error) ? error : null;
        logger.warn("an account wasn't searched", { connectionId: connection.id, code: known?.code ?? "failed" });
        return { found: 0, problem: { account: connection.account, text: known?.publicMessage ?? "It didn't answer in time." } };
      }
    }),
  );
  return { found: answers.reduce((sum, { found }) => sum + found, 0), problems: answers.flatMap(({ problem }) => problem ?? []) };
};
