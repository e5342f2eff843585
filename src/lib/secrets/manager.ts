/** One secret by its name, wherever the operator keeps it; asked for again only after a while. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { config, environmentValue, processWide } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { readFromVault, type Vault } from "./vault";

const openers: Readonly<Record<string, () => Promise<Vault>>> = {
  azure: async () => (await import("./azure")).openAzureVault(),
  aws: async () => (await import("./aws")).openAwsVault(),
};

/** The vault that the settings choose, or null. Errors: secrets/provider when its package isn't installed or its settings are missing. */
const openVault = async (): Promise<Vault | null> => (await openers[config().SECRETS_PROVIDER]?.()) ?? null;

interface Kept {
  readonly value: string;
  readonly untilMs: number;
}
const cache = processWide<{ vault?: Promise<Vault | null>; kept: Map<string, Kept> }>("secrets-manager", () => ({ kept: new Map() }));

/** A failed opening is forgotten, so that the next caller tries again. */
export const vaultInUse = (): Promise<Vault | null> => {
  const state = cache.get();
  const opening = (state.vault ??= openVault());
  opening.catch(() => {
    if (state.vault === opening) delete state.vault;
  });
  return opening;
};

const fromFile = async (path: string): Promise<string | undefined> => {
  try {
    return (await readFile(/* turbopackIgnore: true */ path, "utf8")).trim();
  } catch {
    return undefined;
  }
};

const fromFiles = async (name: string): Promise<string | undefined> => {
  const { SECRETS_DIR } = config();
  const named = environmentValue(`${name}_FILE`);
  for (const place of [...(named ? [named] : []), join(SECRETS_DIR, basename(name)), join(SECRETS_DIR, basename(name).toLowerCase())]) {
    const found = await fromFile(place);
    if (found) return found;
  }
  return undefined;
};

const missing = (name: string, vault: Vault | null): AppError =>
  new AppError("secrets/missing", {
    message: `The secret ${name} is missing. ${vault === null ? "" : `${vault.label} has no secret "${vault.nameOf(name)}": make it there, or `}${vault === null ? "Set" : "set"} ${name}, or ${name}_FILE to a file that holds it.`,
  });

const read = async (name: string): Promise<string> => {
  const found = await fromFiles(name);
  if (found) return found;
  const vault = await vaultInUse();
  const value = vault === null ? undefined : await readFromVault(vault, name);
  if (!value) throw missing(name, vault);
  return value;
};

/** Forgets what was read (tests, and an operator who doesn't want to wait). */
export const forgetSecrets = (): void => cache.clear();

export class SecretsManager {
  /**
   * From the environment, the file that NAME_FILE names, SECRETS_DIR, or the vault of SECRETS_PROVIDER. Kept for
   * SECRETS_REFRESH_SECONDS; when it can't be read again, the last value goes on. In development a secret that nobody has
   * is "". Errors: secrets/missing and secrets/provider, both naming it.
   */
  static async getSecret(name: string): Promise<string> {
    const direct = environmentValue(name);
    if (direct) return direct;
    const { kept } = cache.get();
    const known = kept.get(name);
    if (known !== undefined && Date.now() < known.untilMs) return known.value;
    try {
      const value = await read(name);
      kept.set(name, { value, untilMs: Date.now() + config().SECRETS_REFRESH_SECONDS * 1_000 });
      return value;
    } catch (error) {
      const { code } = error as AppError;
      if (code === "secrets/missing" && environmentValue("NODE_ENV") === "development") return "";
      if (known === undefined || code !== "secrets/provider") throw error;
      logger.warn("a secret couldn't be read again; the last value goes on", { name, error });
      return known.value;
    }
  }
}
