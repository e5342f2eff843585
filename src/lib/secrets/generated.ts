/** Secrets nobody has to think of: made at the first start, kept in DATA_DIR/secrets.json for this user's eyes only. */
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { config, dataPath, processWide } from "@/lib/config";
import { AppError } from "@/lib/errors";

const GeneratedSchema = z.object({ authSecret: z.string().min(32), encryptionKey: z.string().regex(/^[0-9a-f]{64}(?:,[0-9a-f]{64})*$/i) });
type Generated = z.infer<typeof GeneratedSchema>;

const kept = processWide<{ path?: string; generated?: Generated }>("secrets", () => ({}));

const make = (): Generated => ({ authSecret: randomBytes(32).toString("base64url"), encryptionKey: randomBytes(32).toString("hex") });

/** Linked into place whole: of two processes that start at once, one makes the file and both read it. */
const createFile = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(make(), null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
};

const readFile = (path: string): Generated => {
  try {
    return GeneratedSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new AppError("secrets/unreadable", {
      message: `${path} can't be read. Restore it from a backup: without it stored tokens can't be opened and everybody has to sign in again.`,
      cause,
    });
  }
};

const generated = (): Generated => {
  const path = dataPath("secrets.json");
  const known = kept.get();
  if (known.path === path && known.generated) return known.generated;
  if (!existsSync(path)) createFile(path);
  known.generated = readFile(path);
  known.path = path;
  return known.generated;
};

/** The generated secrets of this DATA_DIR, or undefined when the settings bring both themselves. Makes none. */
export const generatedSecrets = (): Generated | undefined => {
  const { AUTH_SECRET, ENCRYPTION_KEY } = config();
  return (AUTH_SECRET !== undefined && ENCRYPTION_KEY !== undefined) || !existsSync(dataPath("secrets.json")) ? undefined : generated();
};

/** Takes over the secrets of a backup; those that were there stay beside them under another name. */
export const adoptSecrets = (secrets: Generated): "kept" | "restored" => {
  const path = dataPath("secrets.json");
  const text = `${JSON.stringify(GeneratedSchema.parse(secrets), null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return "kept";
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) renameSync(path, `${path}.before-${Date.now()}`);
  writeFileSync(path, text, { mode: 0o600 });
  kept.clear();
  return "restored";
};

const replaceKeys = (change: (keys: readonly string[]) => readonly string[]): void => {
  const path = dataPath("secrets.json");
  const current = generated();
  const next = { ...current, encryptionKey: change(current.encryptionKey.split(",")).join(",") };
  writeFileSync(`${path}.${process.pid}`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
  kept.clear();
};

/** Puts a new key in front of the generated ones; false when the settings bring the keys. */
export const addGeneratedKey = (): boolean => {
  if (config().ENCRYPTION_KEY !== undefined) return false;
  replaceKeys((keys) => [randomBytes(32).toString("hex"), ...keys]);
  return true;
};

/** Once nothing is sealed with the older keys. */
export const forgetOlderKeys = (): void => replaceKeys(([newest = ""]) => [newest]);

/** Signs sessions: AUTH_SECRET, or the generated one. */
export const authSecret = (): string => config().AUTH_SECRET ?? generated().authSecret;

/** Keys that stored tokens are sealed with, the current one first: ENCRYPTION_KEY, or the generated one. */
export const encryptionKeys = (): [Buffer, ...Buffer[]] => {
  const [current = "", ...older] = (config().ENCRYPTION_KEY ?? generated().encryptionKey).split(",");
  return [Buffer.from(current, "hex"), ...older.map((hex) => Buffer.from(hex, "hex"))];
};
