/** What the plan's sample doesn't ask: state, PKCE, sealed tokens, other people's rows. */
import { createHash } from "node:crypto";
import { rereadConfig } from "@/lib/config";
import { query } from "@/lib/db";
import { connectIntegration, loadIntegrationContext } from "@/lib/integrations/service";
import { createUserIntegration, takeOAuthState } from "@/lib/queries/integrations";

const connect = async (): Promise<URL> => new URL((await connectIntegration({ type: "gmail", userId: "test" })).authUrl);

test("the address carries a fresh state and a challenge whose verifier is kept for one answer", async () => {
  const url = await connect();
  expect(url.searchParams.get("code_challenge_method")).toBe("S256");
  expect(url.searchParams.get("redirect_uri")).toBe("http://127.0.0.1:3000/api/integrations/google/callback");
  const state = url.searchParams.get("state") ?? "";
  const taken = await takeOAuthState(state, "test");
  expect(taken?.integrationType).toBe("gmail");
  expect(
    createHash("sha256")
      .update(taken?.codeVerifier ?? "")
      .digest("base64url"),
  ).toBe(url.searchParams.get("code_challenge"));
  expect(await takeOAuthState(state, "test")).toBeNull();
});

test("a state is worth nothing to another account, nor after its time", async () => {
  const state = (await connect()).searchParams.get("state") ?? "";
  expect(await takeOAuthState(state, "test-user")).toBeNull();
  await query("UPDATE oauth_states SET expires_at = now() - interval '1 second'");
  expect(await takeOAuthState(state, "test")).toBeNull();
});

test("neither the state nor the verifier stands in the database", async () => {
  const state = (await connect()).searchParams.get("state") ?? "";
  expect(JSON.stringify((await query("SELECT * FROM oauth_states")).rows)).not.toContain(state);
});

test("without a client id the answer names what is missing", async () => {
  const before = process.env.GOOGLE_CLIENT_ID;
  delete process.env.GOOGLE_CLIENT_ID;
  rereadConfig();
  await expect(connect()).rejects.toMatchObject({ code: "integrations/not-configured" });
  process.env.GOOGLE_CLIENT_ID = before;
  rereadConfig();
});

test("tokens are sealed at rest, come back whole, and replace the older ones", async () => {
  await createUserIntegration("test-user", "gmail", "access-1", "refresh-1", null, ["a"], {});
  await createUserIntegration("test-user", "gmail", "access-2", null, "2026-11-24T09:00:00Z", ["a", "b"], { account: "x" });
  const { rows } = await query("SELECT * FROM user_integrations");
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/access-\d|refresh-\d/);
  expect(await loadIntegrationContext({ type: "gmail", userId: "test-user" })).toEqual({
    type: "gmail",
    accessToken: "access-2",
    scopes: ["a", "b"],
    expiresAt: "2026-11-24T09:00:00.000Z",
    metadata: { account: "x" },
  });
});

test("somebody else's connection isn't found", async () => {
  expect(await loadIntegrationContext({ type: "gmail", userId: "test" })).toBeNull();
});

test("a sealed token copied into another person's row doesn't open there", async () => {
  await createUserIntegration("test", "gmail", "mine", null, null, [], {});
  await query("UPDATE user_integrations SET access_token = (SELECT access_token FROM user_integrations WHERE user_id = 'test-user') WHERE user_id = 'test'");
  await expect(loadIntegrationContext({ type: "gmail", userId: "test" })).rejects.toMatchObject({ code: "secrets/unreadable" });
});
