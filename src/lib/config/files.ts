/** Settings that stand in files: `.env` of the working directory, and `NAME_FILE` instead of `NAME`: the value stands in a file, as container platforms hand out secrets. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@/lib/errors";
import { ConfigSchema, secretSettings } from "./schema";

type Environment = Readonly<Record<string, string | undefined>>;

const readNamed = (name: string, path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new AppError("config/invalid", { message: `${name}_FILE names a file that can't be read (${path}). Correct the path or its permissions.`, cause });
  }
};

/** SECRETS_PROVIDER=files: a secret is the file of its name in SECRETS_DIR, in capitals or not. */
const placeInFolder = (environment: Environment, name: string): string | undefined => {
  if (environment.SECRETS_PROVIDER !== "files" || !secretSettings.includes(name)) return undefined;
  const folder = environment.SECRETS_DIR || "/run/secrets";
  return [name, name.toLowerCase()].map((file) => join(/* turbopackIgnore: true */ folder, file)).find((path) => existsSync(path));
};

/** A variable that is set itself wins over its file. */
export const withFiles = (environment: Environment): Environment => {
  const read = Object.keys(ConfigSchema.shape).flatMap((name) => {
    const path = environment[`${name}_FILE`] || placeInFolder(environment, name);
    return path && !environment[name] ? [[name, readNamed(name, path)] as const] : [];
  });
  return { ...environment, ...Object.fromEntries(read) };
};

/** `.env.local` before `.env`; what is set already wins over both. Tests read neither. */
export const loadDotEnv = (): void => {
  if (process.env.NODE_ENV === "test") return;
  for (const name of [".env.local", ".env"]) if (existsSync(/* turbopackIgnore: true */ name)) process.loadEnvFile(name);
};
