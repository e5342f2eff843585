/** What a server does before it answers: a calendar that works on any Node, an open and current database, a way in for the command line. */
import diagnostics from "node:diagnostics_channel";
import type { Server } from "node:http";
import { announceServer, config, dataPath, onClose } from "@/lib/config";
import { closeDatabase, databaseKind, openDatabase } from "@/lib/db";
import { isAppError } from "@/lib/errors";
import { watchPeers } from "@/lib/http/client-address";
import { drain } from "@/lib/http/drain";
import { sendHeadersEarly } from "@/lib/http/early-headers";
import { logger } from "@/lib/logger";
import { bringUpToDate } from "@/lib/operations/service";
import { requireRightKey } from "@/lib/queries/sealed-values";
import { prepareSecrets } from "@/lib/secrets";
import { stopOnSignal } from "./instrumentation-stop";
import { startWatching } from "./instrumentation-watch";

/** Beyond this machine the first account needs a code that only whoever sees the console knows. */
const sayCode = async (): Promise<void> => {
  if (["127.0.0.1", "localhost", "::1"].includes(config().HOST)) return;
  const { neededSetupCode } = await import("@/lib/identity/service");
  const code = await neededSetupCode();
  if (code !== null) console.log(`The first account needs this set-up code: ${code}`);
};

/** A mail server that can't be used is better known at the start than at the first mail. Nobody waits for this. */
const tryMailer = async (): Promise<void> => {
  const { checkMailer, mailerConfigured } = await import("@/lib/mailer");
  if (!mailerConfigured()) return;
  await checkMailer().catch((error: unknown) => logger.warn("the mail server can't be used; mails will fail until it can", { error }));
};

/** The first pages come first: nobody waits for background work. */
const workAfterMs = 1_000;

/** The embedded database belongs to this process alone, so nobody else could do its work. */
const beginToWork = (): void => {
  if (config().WORKER === "off" && databaseKind() === "server") return;
  const timer = setTimeout(() => void import("@/lib/background/service").then(({ startBackground }) => startBackground()), workAfterMs);
  onClose(async () => {
    clearTimeout(timer);
    const { stopBackground } = await import("@/lib/background/service");
    await stopBackground();
  });
};

/**
 * In the image Next.js' own server listens, not scripts/start. It leaves the signals to us when it finds this variable, but shows its
 * HTTP server to nobody: whichever answers a request is the one to drain.
 */
const stopInOrder = (): void => {
  if (process.env.NEXT_MANUAL_SIG_HANDLE !== "true") return;
  const servers = new Set<Server>();
  diagnostics.subscribe("http.server.request.start", (message) => servers.add((message as { server: Server }).server));
  stopOnSignal(() => Promise.all([...servers].map((server) => drain(server))), closeDatabase);
};

/** The address pattern of the page, never the address: that may name people. */
export const logPageError = (error: unknown, page: { readonly page: string; readonly part: string }): void =>
  logger.error("a page failed", { error, ...page, digest: (error as { digest?: unknown } | null)?.digest });

export const openHouse = async (): Promise<void> => {
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  await prepareSecrets();
  await startWatching();
  watchPeers();
  sendHeadersEarly();
  await openDatabase();
  stopInOrder();
  await bringUpToDate();
  await requireRightKey();
  announceServer(dataPath(), config().HOST, config().PORT);
  await sayCode();
  void tryMailer();
  beginToWork();
};

/** However the server was started, one that can't work doesn't listen: the sentence on stderr, exit code 1. */
export const refuseToStart = (error: unknown): never => {
  console.error(isAppError(error) ? `Perin didn't start. ${error.message}` : error);
  process.exit(1);
};
