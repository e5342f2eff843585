import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rereadConfig } from "@/lib/config";
import { authSecret, openToken, sealToken, SecretsManager } from "@/lib/secrets";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "perin-secrets-"));
  process.env.DATA_DIR = dataDir;
  rereadConfig();
});

test("secrets are made once, kept for this user only, and the same after a restart", () => {
  const made = authSecret();
  const sealed = sealToken("x", "r");
  expect(statSync(join(dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dataDir, "secrets.json"), "utf8")).toContain(made);
  delete (globalThis as { [key: symbol]: unknown })[Symbol.for("perin.secrets")];
  expect(authSecret()).toBe(made);
  expect(openToken(sealed, "r")).toBe("x");
});

test("a broken file is named and left as it is, never replaced by new secrets", () => {
  writeFileSync(join(dataDir, "secrets.json"), "{ broken");
  expect(() => authSecret()).toThrow(/secrets\.json can't be read/);
  expect(readFileSync(join(dataDir, "secrets.json"), "utf8")).toBe("{ broken");
});

test("a named secret comes from the environment first, then from its file; a missing one is named", async () => {
  writeFileSync(join(dataDir, "token"), "from-file\n");
  process.env.SOME_TOKEN_FILE = join(dataDir, "token");
  expect(await SecretsManager.getSecret("SOME_TOKEN")).toBe("from-file");
  process.env.SOME_TOKEN = "direct";
  expect(await SecretsManager.getSecret("SOME_TOKEN")).toBe("direct");
  await expect(SecretsManager.getSecret("NOWHERE_TOKEN")).rejects.toThrow(/NOWHERE_TOKEN is missing/);
});

test("in development a secret that nobody has is empty, as the plan says; anywhere else it stops whoever needs it", async () => {
  const environment = process.env as Record<string, string>;
  const before = process.env.NODE_ENV;
  environment.NODE_ENV = "development";
  try {
    expect(await SecretsManager.getSecret("NOWHERE_TOKEN")).toBe("");
  } finally {
    environment.NODE_ENV = before;
  }
  await expect(SecretsManager.getSecret("NOWHERE_TOKEN")).rejects.toMatchObject({ code: "secrets/missing" });
});
