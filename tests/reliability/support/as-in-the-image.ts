/** The built app behind Next.js' own server, as the image's server.js starts it: our code is asked in by instrumentation alone. */
import { join } from "node:path";
import { startServer } from "next/dist/server/lib/start-server";

Object.assign(process.env, { NEXT_MANUAL_SIG_HANDLE: "true" });
await startServer({
  dir: join(import.meta.dirname, "..", "..", ".."),
  isDev: false,
  hostname: process.env.HOST ?? "127.0.0.1",
  port: Number(process.env.PORT),
  allowRetry: false,
});
