/** AWS Secrets Manager. Region and who we are there, the SDK finds out: AWS_REGION, AWS_ACCESS_KEY_ID, instance or task role, `aws sso login`. */
import { config } from "@/lib/config";
import type { Vault } from "./vault";

const isMissing = (error: unknown): boolean => (error as { name?: string }).name === "ResourceNotFoundException";

export const openAwsVault = async (): Promise<Vault> => {
  const { SECRETS_PREFIX } = config();
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const client = new SecretsManagerClient({ maxAttempts: 2 });
  return {
    label: "AWS Secrets Manager",
    nameOf: (name) => `${SECRETS_PREFIX ?? "perin/"}${name}`,
    read: async (name, abortSignal) => {
      try {
        const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: name }), { abortSignal });
        return SecretString ?? (SecretBinary === undefined ? undefined : Buffer.from(SecretBinary).toString("utf8"));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
};
