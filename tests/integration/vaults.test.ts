import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { config, processWide, rereadConfig } from "@/lib/config";
import { authSecret, encryptionKeys } from "@/lib/secrets/generated";
import { forgetSecrets, prepareSecrets, SecretsManager } from "@/lib/secrets";
import { madeCertificate, startAwsSecrets, startAzureVault, type VaultServer } from "../support/vault-servers";

jest.setTimeout(30_000);
const before = { ...process.env };
const certificate = madeCertificate();
const trusted = tls.getCACertificates("default");

const use = (settings: Record<string, string>): void => {
  process.env = { ...before, ...settings };
  for (const name of ["secrets-prepared", "config.provided"]) processWide(name, () => undefined).clear();
  forgetSecrets();
  rereadConfig();
};

const vaults = [
  {
    name: "azure",
    start: () => startAzureVault(certificate),
    nameOf: (name: string) => `perin-${name.toLowerCase().replaceAll("_", "-")}`,
    settings: (url: string) => ({
      SECRETS_PROVIDER: "azure",
      KEYVAULT_URL: url,
      AZURE_AUTHORITY_HOST: url,
      AZURE_TENANT_ID: "test-tenant",
      AZURE_CLIENT_ID: "test-client",
      AZURE_CLIENT_SECRET: "test-secret",
    }),
  },
  {
    name: "aws",
    start: startAwsSecrets,
    nameOf: (name: string) => `perin/${name}`,
    settings: (url: string) => ({
      SECRETS_PROVIDER: "aws",
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test-secret",
    }),
  },
] as const;

beforeAll(() => tls.setDefaultCACertificates([...trusted, certificate.cert]));
afterAll(() => {
  tls.setDefaultCACertificates(trusted);
  use({});
});

describe.each(vaults)("the vault of $name", ({ start, nameOf, settings }) => {
  let server: VaultServer;
  const [key, newKey, auth] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
  beforeAll(async () => {
    server = await start();
  });
  beforeEach(() => {
    server.broken = undefined;
    server.asked.length = 0;
    server.secrets.clear();
    for (const [name, value] of Object.entries({ ENCRYPTION_KEY: key, AUTH_SECRET: auth, OPENAI_API_KEY: "sk-from-the-vault" }))
      server.secrets.set(nameOf(name), value);
    use(settings(server.url));
  });
  afterAll(() => server.close());

  test("gives a secret, signed in and signed, once until it is due again", async () => {
    expect(await SecretsManager.getSecret("OPENAI_API_KEY")).toBe("sk-from-the-vault");
    expect(await SecretsManager.getSecret("OPENAI_API_KEY")).toBe("sk-from-the-vault");
    expect(server.asked.map(({ name }) => name)).toEqual([nameOf("OPENAI_API_KEY")]);
  });

  test("a secret that is due is read again; while the vault is broken the last value goes on", async () => {
    await SecretsManager.getSecret("OPENAI_API_KEY");
    server.secrets.set(nameOf("OPENAI_API_KEY"), "sk-rotated");
    const later = Date.now() + 301_000;
    jest.spyOn(Date, "now").mockReturnValue(later);
    server.broken = 403;
    expect(await SecretsManager.getSecret("OPENAI_API_KEY")).toBe("sk-from-the-vault");
    server.broken = undefined;
    expect(await SecretsManager.getSecret("OPENAI_API_KEY")).toBe("sk-rotated");
    jest.restoreAllMocks();
  });

  test("one that is nowhere is named, with the vault's own name for it and the cure", async () => {
    await expect(SecretsManager.getSecret("SLACK_TOKEN")).rejects.toMatchObject({
      code: "secrets/missing",
      message: expect.stringMatching(new RegExp(`^The secret SLACK_TOKEN is missing\\..*"${nameOf("SLACK_TOKEN")}".*SLACK_TOKEN_FILE`)) as string,
    });
  });

  test("what is set itself wins, and the vault isn't asked", async () => {
    process.env.OPENAI_API_KEY = "sk-own";
    expect(await SecretsManager.getSecret("OPENAI_API_KEY")).toBe("sk-own");
    expect(server.asked).toEqual([]);
  });

  test("a refusal names the vault and the secret", async () => {
    server.broken = 403;
    await expect(SecretsManager.getSecret("OPENAI_API_KEY")).rejects.toMatchObject({
      code: "secrets/provider",
      message: expect.stringContaining(`"${nameOf("OPENAI_API_KEY")}" (OPENAI_API_KEY)`) as string,
    });
  });

  test("a vault that hangs is given up after five seconds", async () => {
    server.broken = "hangs";
    const startedMs = performance.now();
    await expect(SecretsManager.getSecret("OPENAI_API_KEY")).rejects.toMatchObject({ code: "secrets/provider" });
    expect(performance.now() - startedMs).toBeLessThan(8_000);
  });

  test("a start takes its settings from the vault: model key, session secret and encryption key", async () => {
    await prepareSecrets();
    expect(config().OPENAI_API_KEY).toBe("sk-from-the-vault");
    expect(authSecret()).toBe(auth);
    expect(encryptionKeys()).toEqual([Buffer.from(key, "hex")]);
  });

  test("while the server runs, a key that was put in front is taken over", async () => {
    jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "setTimeout", "Date"] });
    await prepareSecrets();
    server.secrets.set(nameOf("ENCRYPTION_KEY"), `${newKey},${key}`);
    jest.advanceTimersByTime(300_000);
    jest.useRealTimers();
    for (let tries = 0; tries < 100 && encryptionKeys().length < 2; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(encryptionKeys()).toEqual([Buffer.from(newKey, "hex"), Buffer.from(key, "hex")]);
  });

  test("a start without the keys is refused and names each of them", async () => {
    server.secrets.delete(nameOf("ENCRYPTION_KEY"));
    server.secrets.delete(nameOf("AUTH_SECRET"));
    await expect(prepareSecrets()).rejects.toMatchObject({
      code: "secrets/missing",
      message: expect.stringMatching(/AUTH_SECRET[\s\S]*ENCRYPTION_KEY/) as string,
    });
  });
});

test("azure without an address says which setting is missing", async () => {
  use({ SECRETS_PROVIDER: "azure" });
  await expect(prepareSecrets()).rejects.toMatchObject({ code: "secrets/provider", message: expect.stringContaining("KEYVAULT_URL") as string });
});

test("SECRETS_PROVIDER=files takes settings from the folder, in capitals or not", () => {
  const folder = mkdtempSync(join(tmpdir(), "perin-secrets-"));
  writeFileSync(join(folder, "openai_api_key"), "sk-from-a-file\n");
  writeFileSync(join(folder, "AUTH_SECRET"), "a".repeat(40));
  use({ SECRETS_PROVIDER: "files", SECRETS_DIR: folder });
  expect(config().OPENAI_API_KEY).toBe("sk-from-a-file");
  expect(config().AUTH_SECRET).toBe("a".repeat(40));
  rmSync(folder, { recursive: true });
});

test("without a provider the SDKs of the vaults aren't loaded", async () => {
  use({});
  await prepareSecrets();
  await expect(SecretsManager.getSecret("NOWHERE")).rejects.toMatchObject({ code: "secrets/missing" });
});
