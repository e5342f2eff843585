/** `npm run worker`: background work in a process of its own, beside any number of servers with WORKER=off on the same PostgreSQL. */
import { nodeTooOld } from "./start/node-version";

const tooOld = nodeTooOld(process.version);

const run = async (): Promise<void> => {
  Object.assign(process.env, { NODE_ENV: "production" });
  const { prepareSecrets } = await import("@/lib/secrets");
  await prepareSecrets();
  const { config } = await import("@/lib/config");
  const { AppError } = await import("@/lib/errors");
  const { closeDatabase, databaseKind, openDatabase } = await import("@/lib/db");
  if (config().DATABASE_URL === undefined)
    throw new AppError("config/invalid", {
      message: "A worker beside the server needs a PostgreSQL server: set DATABASE_URL. On the embedded database the server does this work itself.",
    });
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  await openDatabase();
  const { migrate } = await import("@/lib/queries/migrations");
  await migrate();
  const { requireRightKey } = await import("@/lib/queries/sealed-values");
  await requireRightKey();
  const { startBackground, stopBackground } = await import("@/lib/background/service");
  const { startWatching } = await import("@/instrumentation-watch");
  const { stopOnSignal } = await import("@/instrumentation-stop");
  await startWatching();
  await startBackground();
  console.log(`Perin's worker is ready (${databaseKind()}).`);
  stopOnSignal(stopBackground, closeDatabase);
};

if (tooOld === null)
  run().catch((error: unknown) => {
    const known = error as { code?: unknown; message?: string };
    console.error(typeof known.code === "string" && known.code.includes("/") ? `The worker didn't start. ${known.message ?? ""}` : error);
    process.exit(1);
  });
else {
  console.error(tooOld);
  process.exitCode = 1;
}
