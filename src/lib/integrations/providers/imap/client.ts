/**
 * The one way to an IMAP server. The host is looked up and judged once, and connected to at that very address; nothing travels in the clear
 * unless the operator allowed a private host. Neither the log of the library nor what it says in errors is kept.
 */
import { isIP } from "node:net";
import { ImapFlow } from "imapflow";
import { AppError } from "@/lib/errors";
import { findPublicAddress, isPublicAddress } from "@/lib/http/public-address";
import { timed } from "@/lib/metrics";
import { callGuarded } from "@/lib/resilience/guarded-call";
import { imapFailure, ourError } from "./failure";
import type { ServerPlace } from "./hosts";

export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface Judged {
  readonly address: string;
  readonly host: string;
  /** False for a private host that its operator allowed: such ones mostly have no certificate that anybody signed. */
  readonly strict: boolean;
}

/** Errors: integrations/address-refused for what isn't public, integrations/unreachable for what isn't known. */
export const judgedHost = async (host: string): Promise<Judged> => {
  const found = await findPublicAddress(host).catch(() => {
    throw new AppError("integrations/unreachable", { message: "a mail server's name isn't known", publicMessage: `There is no server called ${host}.` });
  });
  if (found === null)
    throw new AppError("integrations/address-refused", {
      publicMessage: `${host} isn't a public server. The operator of this one can allow it (PRIVATE_HOSTS_ALLOWED).`,
    });
  return { address: found.address, host, strict: isPublicAddress(found.address) };
};

const connectMs = 10_000;
const usualPatience: Patience = { silenceMs: 60_000 };
/** More than what is ever asked for at once; a server that answers more is cut off. */
const literalMax = 8 * 1024 * 1024;
/** Everything a call has, retries included. */
const openMaxMs = 30_000;

/** How long nothing may come before the connection counts as gone, or is asked. */
export interface Patience {
  readonly silenceMs: number;
}

const connect = async (
  { address, host, strict }: Judged,
  port: number,
  { user, password }: Login,
  signal: AbortSignal,
  patience: Patience,
): Promise<ImapFlow> => {
  const implicit = port === 993;
  const client = new ImapFlow({
    host: address,
    port,
    secure: implicit,
    // Not offered is refused, so that nobody in between can leave it out.
    ...(implicit || !strict ? {} : { doSTARTTLS: true }),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    tls: { rejectUnauthorized: strict, minVersion: "TLSv1.2" },
    auth: { user, pass: password },
    clientInfo: { name: "Perin" },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: patience.silenceMs,
    maxLiteralSize: literalMax,
  });
  // What happens to the connection is told by the call that waits for it.
  client.on("error", () => undefined);
  const stop = (): void => client.close();
  signal.addEventListener("abort", stop, { once: true });
  client.once("close", () => signal.removeEventListener("abort", stop));
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw signal.aborted ? signal.reason : imapFailure(error);
  }
};

/** A connection that is logged in; whoever opens it closes it. Errors: integrations/credentials-refused, -address-refused, -unreachable, -quota. */
export const openImap = async ({ host, port }: ServerPlace, login: Login, signal: AbortSignal, patience = usualPatience): Promise<ImapFlow> => {
  const judged = await judgedHost(host);
  // The name of the guard holds the host: one server that is away doesn't stop the mail of all others.
  const opened = (): Promise<ImapFlow> =>
    callGuarded(`imap ${host}:${port}`, () => connect(judged, port, login, signal, patience), { deadlineMs: openMaxMs, retriesMax: 1, signal });
  return timed("provider_call_ms", { provider: "imap" }, opened).catch((error: unknown) => {
    throw signal.aborted ? signal.reason : ourError(error, "imap");
  });
};

/** Runs something over a connection of its own. Errors: as `openImap`, and integrations/unreadable for what the server refuses. */
export const withImap = async <T>(place: ServerPlace, login: Login, signal: AbortSignal, work: (client: ImapFlow) => Promise<T>): Promise<T> => {
  const client = await openImap(place, login, signal);
  try {
    return await work(client);
  } catch (error) {
    throw signal.aborted ? signal.reason : ourError(imapFailure(error), "imap");
  } finally {
    await closeImap(client);
  }
};

/** Says goodbye, and doesn't wait for whoever doesn't answer. */
export const closeImap = async (client: ImapFlow): Promise<void> => {
  const timer = setTimeout(() => client.close(), 2_000);
  try {
    if (client.usable) await client.logout();
  } catch {
    // It is gone already.
  } finally {
    clearTimeout(timer);
    client.close();
  }
};
