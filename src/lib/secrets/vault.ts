/** What the two vaults have in common. Their SDKs are loaded only when SECRETS_PROVIDER asks for one. */
import { AppError } from "@/lib/errors";

export interface Vault {
  /** For sentences: "Azure Key Vault (https://…)". */
  readonly label: string;
  /** How this vault calls the setting: ENCRYPTION_KEY is "perin-encryption-key" there. */
  readonly nameOf: (name: string) => string;
  /** The value, or undefined when the vault has none of that name. Anything else that goes wrong rejects. */
  readonly read: (name: string, signal: AbortSignal) => Promise<string | undefined>;
}

const readMaxMs = 5_000;

const reason = (error: unknown): string => (error instanceof Error ? error.message.split("\n", 1)[0] || error.name : String(error));

/** One secret, within five seconds. Errors: secrets/provider, naming vault and secret. */
export const readFromVault = async (vault: Vault, name: string): Promise<string | undefined> => {
  const late = AbortSignal.timeout(readMaxMs);
  const expired = new Promise<never>((_, reject) =>
    late.addEventListener("abort", () => reject(new AppError("secrets/provider", { message: `no answer within ${readMaxMs} ms` }))),
  );
  try {
    return await Promise.race([vault.read(vault.nameOf(name), late), expired]);
  } catch (cause) {
    throw new AppError("secrets/provider", {
      message: `${vault.label} didn't give the secret "${vault.nameOf(name)}" (${name}): ${reason(cause)}. Check its address, this server's rights there and the network.`,
      cause,
    });
  }
};
