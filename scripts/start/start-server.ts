/** Brings Perin up in one process (only one may open the embedded database) and down again. */
import { createServer, type Server } from "node:http";
import next from "next";
import { config, dataPath, publicOrigin } from "@/lib/config";
// Not by the door: it loads drizzle, which the start doesn't need.
import { closeDatabase, openDatabase } from "@/lib/db/query";
import { isAppError } from "@/lib/errors";
import { collectUpgraded, drain } from "@/lib/http/drain";
import { prepareSecrets } from "@/lib/secrets";
import { stopOnSignal } from "../../src/instrumentation-stop";
import { banner } from "./banner";
import { buildIfNeeded } from "./build-if-needed";
import { requireDataDirectory } from "./data-directory";
import { requireFreePort } from "./free-port";

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

/** Longer than proxies keep a quiet connection (60 s for most): the one who closes it mustn't be the one who is about to be asked. */
const keepAliveMs = 65_000;

/** `built`: whoever calls knows that the build is there and of today. */
interface How {
  readonly dev: boolean;
  readonly built: boolean;
}

const serve = async ({ dev, built }: How): Promise<void> => {
  const { HOST: host, PORT: port, DATABASE_URL: databaseUrl } = config();
  // With a database server and all secrets given, nothing has to be written here.
  if (databaseUrl === undefined) requireDataDirectory(dataPath());
  await prepareSecrets();
  const root = process.cwd();
  await requireFreePort(host, port);
  await openDatabase();
  if (!dev && !built) buildIfNeeded(root, process.env.NEXT_DIST_DIR ?? ".next");
  const server = createServer({ keepAliveTimeout: keepAliveMs });
  const app = next({ dev, dir: root, hostname: host, port, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => void handle(request, response));
  await listen(server, host, port);
  const upgraded = collectUpgraded(server);
  stopOnSignal(() => drain(server, upgraded), closeDatabase);
};

/** Errors are one sentence on stderr and exit code 1. */
export const start = async (how: How): Promise<void> => {
  try {
    await serve(how);
    console.log(banner(publicOrigin(), process.uptime()));
  } catch (error) {
    console.error(isAppError(error) ? `Perin didn't start. ${error.message}` : error);
    await closeDatabase().catch(() => undefined);
    process.exit(1);
  }
};
