/** The one place that reads the environment: lazily, once per process, however many copies of this module Next.js loads. */
import { resolve } from "node:path";
import { readControlIn, type Control } from "./control";
import { loadDotEnv, withFiles } from "./files";
import { parseConfig } from "./parse";
import { processWide } from "./process-wide";
import type { Config } from "./schema";

export { closeAll, onClose } from "./closing";
export { announceServer, isControlToken, type Control } from "./control";
export { secretSettings } from "./schema";
export { processWide } from "./process-wide";
export { parseConfig } from "./parse";
export { parseRedisUrl, type RedisTarget } from "./redis-url";
export type { Config } from "./schema";

const given = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== ""));

/** What a vault gave; a variable that is set itself wins over it. */
const provided = processWide<{ values: Readonly<Record<string, string>> }>("config.provided", () => ({ values: {} }));

const settings = processWide("config", () => {
  loadDotEnv();
  return parseConfig({ ...provided.get().values, ...given(withFiles(process.env)) });
});

/** Takes over settings from a vault; the next reader sees them. Errors: config/invalid, and then the old ones stay. */
export const provideSettings = (values: Readonly<Record<string, string>>): void => {
  parseConfig({ ...values, ...given(withFiles(process.env)) });
  provided.get().values = values;
  settings.clear();
};

/** Is this setting given by the environment or a file, so that no vault needs to be asked? */
export const settingIsGiven = (name: string): boolean => given(withFiles(process.env))[name] !== undefined;

/** The settings of this process. Errors: config/invalid. */
export const config = (): Config => settings.get();

/** Forgets what was read, so that the next reader sees the environment as it is now (tests, and a start that generates settings). */
export const rereadConfig = (): void => {
  settings.clear();
};

/** A variable whose name isn't known beforehand (secrets by name). */
export const environmentValue = (name: string): string | undefined => process.env[name];

/** Absolute path under DATA_DIR. */
export const dataPath = (...parts: readonly string[]): string => resolve(/* turbopackIgnore: true */ config().DATA_DIR, ...parts);

/** Origin of links that leave the house, without a slash at its end. */
export const publicOrigin = (): string => {
  const { PUBLIC_URL, APP_URL, HOST, PORT } = config();
  const host = HOST === "0.0.0.0" || HOST === "::" ? "localhost" : HOST;
  return PUBLIC_URL ?? APP_URL ?? `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
};

export const realGoogle = "https://www.googleapis.com";

/** Where Google's APIs are: Google's own address, or the server that stands in for all of Google. */
export const googleApiBase = (): string => config().GOOGLE_API_BASE ?? config().GOOGLE_BASE_URL ?? realGoogle;

/** The release this process runs, as package.json says it. */
export const version = (): string => config().npm_package_version ?? "0.1.0";

/** The running server that holds this DATA_DIR, or null: `perin ask` posts to it with the token as a bearer. */
export const readControl = (): Control | null => readControlIn(dataPath());
