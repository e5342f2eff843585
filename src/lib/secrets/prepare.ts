/** Settings that are secret come from the vault at the start, before anything needs them, and are looked at again while the server runs. */
import { config, processWide, provideSettings, secretSettings, settingIsGiven } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { vaultInUse } from "./manager";
import { readFromVault, type Vault } from "./vault";

/** Behind a vault nothing is generated: two servers would generate different keys. */
const required = ["AUTH_SECRET", "ENCRYPTION_KEY"];

const state = processWide<{ prepared?: Promise<void> }>("secrets-prepared", () => ({}));

const readAll = async (vault: Vault): Promise<Record<string, string>> => {
  const wanted = secretSettings.filter((name) => !settingIsGiven(name));
  const read = await Promise.all(wanted.map(async (name) => [name, await readFromVault(vault, name)] as const));
  const values = Object.fromEntries(read.filter((entry): entry is [string, string] => Boolean(entry[1])));
  const absent = required.filter((name) => wanted.includes(name) && values[name] === undefined);
  if (absent.length > 0)
    throw new AppError("secrets/missing", {
      message: absent
        .map((name) => `The secret ${name} is missing: ${vault.label} has no secret "${vault.nameOf(name)}". Make it there, or set ${name}.`)
        .join("\n"),
    });
  return values;
};

const refresh = async (vault: Vault): Promise<void> => {
  try {
    provideSettings(await readAll(vault));
  } catch (error) {
    logger.warn("the secrets couldn't be read again; the last values go on", { error });
  }
};

const prepare = async (): Promise<void> => {
  const vault = await vaultInUse();
  if (vault === null) return;
  provideSettings(await readAll(vault));
  setInterval(() => void refresh(vault), config().SECRETS_REFRESH_SECONDS * 1_000).unref();
};

/** Call first in every process. Does nothing without a vault. Errors: secrets/missing, secrets/provider, config/invalid. */
export const prepareSecrets = (): Promise<void> => (state.get().prepared ??= prepare());
