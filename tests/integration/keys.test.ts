/** R30/R31: changing keys loses nothing, and a wrong key stops the start and deletes nothing. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { config, rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { rotateKeys } from "@/lib/operations/service";
import { createOAuthState, createUserIntegration, findIntegrationTokens, takeOAuthState } from "@/lib/queries/integrations";
import { requireRightKey } from "@/lib/queries/sealed-values";
import { sealToken } from "@/lib/secrets";
import { databases, useTestDatabase } from "../support/database";

const key = (): string => randomBytes(32).toString("hex");
const setKeys = (...keys: string[]): void => {
  if (keys.length === 0) delete process.env.ENCRYPTION_KEY;
  else process.env.ENCRYPTION_KEY = keys.join(",");
  rereadConfig();
};

describe.each(databases())("keys on %s", (kind) => {
  useTestDatabase(kind);
  const sealed = async (): Promise<unknown[]> =>
    (await query("SELECT access_token, refresh_token FROM user_integrations UNION ALL SELECT code_verifier, state_hash FROM oauth_states ORDER BY 1")).rows;
  beforeEach(async () => {
    await query("TRUNCATE user_integrations, oauth_states, key_check CASCADE");
  });
  afterEach(() => setKeys());

  const fill = async (): Promise<void> => {
    for (const user of ["test-user", "test"]) await createUserIntegration(user, "gmail", `access-${user}`, user === "test" ? null : "refresh", null, [], {});
    await createOAuthState({ state: "s", userId: "test", integrationType: "gmail", codeVerifier: "verifier", expiresAt: "2999-01-01T00:00:00Z" });
  };

  test("everything is sealed anew under the newest key, opens as before, and the old key isn't needed any more", async () => {
    const [old, fresh] = [key(), key()];
    setKeys(old);
    await fill();
    await requireRightKey();
    setKeys(fresh, old);
    expect(await rotateKeys({ dropUnreadable: false })).toEqual({ sealedAnew: 5, alreadyNewest: 0, dropped: 0, keys: "settings" });
    setKeys(fresh);
    await requireRightKey();
    expect(await findIntegrationTokens("test-user", "gmail")).toEqual({ accessToken: "access-test-user", refreshToken: "refresh" });
    expect(await findIntegrationTokens("test", "gmail")).toEqual({ accessToken: "access-test", refreshToken: null });
    expect(await takeOAuthState("s", "test")).toMatchObject({ codeVerifier: "verifier" });
    expect(await rotateKeys({ dropUnreadable: false })).toMatchObject({ sealedAnew: 0, alreadyNewest: 4 });
  });

  test("generated keys: a new one is made, and the file holds only that one afterwards", async () => {
    await fill();
    await requireRightKey();
    const file = (): string => (JSON.parse(readFileSync(join(config().DATA_DIR, "secrets.json"), "utf8")) as { encryptionKey: string }).encryptionKey;
    const before = file();
    expect(await rotateKeys({ dropUnreadable: false })).toMatchObject({ sealedAnew: 5, keys: "generated" });
    expect(file()).toMatch(/^[0-9a-f]{64}$/);
    expect(file()).not.toBe(before);
    expect(await findIntegrationTokens("test-user", "gmail")).toMatchObject({ refreshToken: "refresh" });
  });

  test.each(["with", "without"])("a wrong key stops the start, %s the key's own check, and deletes nothing", async (check) => {
    setKeys(key());
    await fill();
    if (check === "with") await requireRightKey();
    const before = await sealed();
    setKeys(key());
    await expect(requireRightKey()).rejects.toMatchObject({ code: "secrets/wrong-key", message: expect.stringContaining("ENCRYPTION_KEY") as string });
    await expect(rotateKeys({ dropUnreadable: false })).rejects.toMatchObject({ code: "secrets/wrong-key" });
    expect(await sealed()).toEqual(before);
  });

  test("a key that is lost for good: what it sealed goes only when that is said", async () => {
    setKeys(key());
    await fill();
    await requireRightKey();
    setKeys(key());
    expect(await rotateKeys({ dropUnreadable: true })).toMatchObject({ sealedAnew: 0, dropped: 4 });
    await requireRightKey();
    expect(await findIntegrationTokens("test", "gmail")).toBeNull();
  });

  test("a sealed value in a place that isn't listed stops the rotation before anything changes", async () => {
    setKeys(key());
    await fill();
    await query("UPDATE profiles SET delegate_name = $1 WHERE user_id = 'test'", [sealToken("hidden", "elsewhere")]);
    await expect(rotateKeys({ dropUnreadable: false })).rejects.toMatchObject({ message: expect.stringContaining("profiles.delegate_name") as string });
    await query("UPDATE profiles SET delegate_name = 'Perin' WHERE user_id = 'test'");
  });
});
