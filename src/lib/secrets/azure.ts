/** Azure Key Vault. Who we are there, @azure/identity finds out: managed identity, workload identity, AZURE_CLIENT_ID with AZURE_CLIENT_SECRET, `az login`. */
import { config, environmentValue } from "@/lib/config";
import { AppError } from "@/lib/errors";
import type { Vault } from "./vault";

const isMissing = (error: unknown): boolean => (error as { statusCode?: number }).statusCode === 404;

export const openAzureVault = async (): Promise<Vault> => {
  const { KEYVAULT_URL, SECRETS_PREFIX } = config();
  if (KEYVAULT_URL === undefined)
    throw new AppError("secrets/provider", { message: "SECRETS_PROVIDER=azure needs KEYVAULT_URL, as in https://my-vault.vault.azure.net." });
  const { SecretClient } = await import("@azure/keyvault-secrets");
  const { DefaultAzureCredential } = await import("@azure/identity");
  // Only Microsoft's own clouds can be discovered; another authority is taken at its word.
  const ownAuthority = environmentValue("AZURE_AUTHORITY_HOST") !== undefined;
  const client = new SecretClient(KEYVAULT_URL, new DefaultAzureCredential({ disableInstanceDiscovery: ownAuthority }), {
    disableChallengeResourceVerification: ownAuthority,
    retryOptions: { maxRetries: 1 },
  });
  return {
    label: `Azure Key Vault (${KEYVAULT_URL})`,
    // Names there take letters, digits and dashes.
    nameOf: (name) => `${SECRETS_PREFIX ?? "perin-"}${name.toLowerCase().replaceAll("_", "-")}`,
    read: async (name, abortSignal) => {
      try {
        return (await client.getSecret(name, { abortSignal })).value;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
};
