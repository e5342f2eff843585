/** `npm start` and `npm run dev` (--dev), called by start.mjs (which adds --built when it has looked). Nothing may be imported before Node's version is known: an old one fails on the first import. */
import { nodeTooOld } from "./start/node-version";

const dev = process.argv.includes("--dev");

/** What is wrong with the settings, said before anything slow is loaded; null when nothing is. */
const wrongSettings = async (): Promise<string | null> => {
  const { config } = await import("@/lib/config");
  try {
    config();
    return null;
  } catch (error) {
    return `Perin didn't start. ${(error as Error).message}`;
  }
};

Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
const sentence = nodeTooOld(process.version) ?? (await wrongSettings());
if (sentence === null) {
  const { start } = await import("./start/start-server");
  await start({ dev, built: process.argv.includes("--built") });
} else {
  console.error(sentence);
  process.exitCode = 1;
}
