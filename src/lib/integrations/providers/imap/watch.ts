/** News of an inbox as they come: IDLE (RFC 2177) over a connection of its own. A server without it is asked every two minutes. */
import { setTimeout as pause } from "node:timers/promises";
import { closeImap, openImap, type Login } from "./client";
import { imapFailure, ourError } from "./failure";
import type { ServerPlace } from "./hosts";

/** Silence is usual here; after this long the server is asked whether it is still there. */
const silenceMs = 5 * 60_000;
/** Between two listenings: a server that ends each at once isn't asked without a break. What comes meanwhile is told when it is listened to again. */
const breakMs = 1_000;

/** Ends when the signal does, or with the connection. Errors: as `openImap`, and integrations/unreadable for an inbox that can't be opened. */
export const watchInbox = async (place: ServerPlace, login: Login, onNews: () => void, signal: AbortSignal): Promise<void> => {
  const client = await openImap(place, login, signal, { silenceMs });
  try {
    await client.mailboxOpen("INBOX", { readOnly: true });
    for (const event of ["exists", "expunge", "flags"] as const) client.on(event, onNews);
    while (client.usable && client.mailbox !== false) {
      await client.idle();
      await pause(breakMs, undefined, { signal, ref: false });
    }
  } catch (error) {
    if (!signal.aborted) throw ourError(imapFailure(error), "imap");
  } finally {
    await closeImap(client);
  }
};
