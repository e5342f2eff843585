/**
 * Google's OAuth 2.0 for web servers with PKCE, for one kind of connection. Gmail and Calendar of one account rest on one grant that
 * grows (incremental authorization), so taking it back ends both.
 */
import type { OAuth2Client } from "google-auth-library";
import { z } from "zod";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { guardedCall } from "@/lib/resilience/guarded-call";
import type { GrantedAccount, OAuth } from "../../contracts";
import { googleAddresses, googleRedirectUri } from "./addresses";
import { consentErrorOf, oauthErrorOf, redirectWords } from "./oauth-errors";

const identityScopes = ["openid", "https://www.googleapis.com/auth/userinfo.email"];

/** Errors: integrations/not-configured. */
const createClient = async (): Promise<OAuth2Client> => {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = config();
  if (clientId === undefined || clientSecret === undefined)
    throw new AppError("integrations/not-configured", { message: "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are needed" });
  const { OAuth2Client: Client } = await import("google-auth-library");
  const { consent, token, revoke } = googleAddresses();
  return new Client({
    clientId,
    clientSecret,
    redirectUri: googleRedirectUri(),
    endpoints: { oauth2AuthBaseUrl: consent, oauth2TokenUrl: token, oauth2RevokeUrl: revoke },
    // Retries are ours to decide (guardedCall).
    transporterOptions: { retry: false, timeout: 10_000, redirect: "error" },
  });
};

const UserInfoSchema = z.object({ email: z.email().max(254), name: z.string().max(200).optional() });

const guarded = async <T>(work: (signal: AbortSignal) => Promise<T>, idempotent: boolean): Promise<T> => {
  try {
    return await guardedCall("google-oauth", work, { deadlineMs: 15_000, idempotent, ...(idempotent ? {} : { retriesMax: 0 }) });
  } catch (error) {
    throw oauthErrorOf(error, googleRedirectUri());
  }
};

/** Asked of Google with the new token: an ID token would do as well, but this also shows that the token works. */
const whoIs = async (accessToken: string): Promise<z.output<typeof UserInfoSchema>> =>
  guarded(async (signal) => {
    const response = await fetch(googleAddresses().userInfo, { signal, redirect: "error", headers: { authorization: `Bearer ${accessToken}` } });
    if (!response.ok) throw Object.assign(new AppError("integrations/access-denied"), { statusCode: response.status });
    return UserInfoSchema.parse(await response.json());
  }, true);

const expiryOf = (expiryMs: number | null | undefined): string | null => (typeof expiryMs === "number" ? new Date(expiryMs).toISOString() : null);

/** The scopes that were asked for and not given, by their short names. */
const missingScopes = (needed: readonly string[], granted: readonly string[]): string[] =>
  needed.filter((scope) => !granted.includes(scope)).map((scope) => scope.replace("https://www.googleapis.com/auth/", ""));

const redeem = async (needed: readonly string[], code: string, codeVerifier: string): Promise<GrantedAccount> => {
  const client = await createClient();
  // A code works once, so nothing is tried again.
  const { tokens } = await guarded(() => client.getToken({ code, codeVerifier, redirect_uri: googleRedirectUri() }), false);
  const scopes = (tokens.scope ?? needed.join(" ")).split(" ").filter(Boolean);
  const missing = missingScopes(needed, scopes);
  if (missing.length > 0)
    throw new AppError("integrations/scope-missing", {
      publicMessage: `Not everything that is needed was allowed, so nothing was connected: ${missing.join(", ")}. Connect again and tick every box.`,
    });
  const accessToken = tokens.access_token ?? "";
  const { email, name } = await whoIs(accessToken);
  return {
    account: email.toLowerCase(),
    name: name ?? email,
    accessToken,
    refreshToken: tokens.refresh_token ?? null,
    expiresAt: expiryOf(tokens.expiry_date),
    scopes,
  };
};

const refresh: OAuth["refresh"] = async (refreshToken) => {
  const client = await createClient();
  client.setCredentials({ refresh_token: refreshToken });
  await guarded(() => client.getAccessToken(), true);
  const { access_token: accessToken, refresh_token: rotated, expiry_date: expiryMs } = client.credentials;
  if (!accessToken) throw new AppError("integrations/reconnect");
  return { accessToken, refreshToken: rotated && rotated !== refreshToken ? rotated : null, expiresAt: expiryOf(expiryMs) };
};

const revoke = async (token: string): Promise<void> => {
  const client = await createClient();
  try {
    await guardedCall("google-oauth", () => client.revokeToken(token), { deadlineMs: 10_000 });
  } catch (error) {
    // 400 invalid_token: nobody holds that grant any more.
    if ((error as { status?: number } | null)?.status !== 400) throw oauthErrorOf(error, googleRedirectUri());
  }
};

/**
 * `access_type=offline` with `prompt=consent` is what makes Google hand out a refresh token every time. Errors of the address itself:
 * integrations/not-configured without a client id.
 */
export const googleOAuth = (scopes: readonly string[]): OAuth => ({
  grantOf: ["gmail", "google-calendar"],
  authorizationUrl: ({ state, codeChallenge, loginHint }) => {
    const { GOOGLE_CLIENT_ID: clientId } = config();
    if (clientId === undefined) throw new AppError("integrations/not-configured", { message: "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are needed" });
    const url = new URL(googleAddresses().consent);
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: googleRedirectUri(),
      response_type: "code",
      scope: [...identityScopes, ...scopes].join(" "),
      state,
      code_challenge: codeChallenge,
      code_challenge_method: "S256",
      access_type: "offline",
      prompt: "consent",
      include_granted_scopes: "true",
      ...(loginHint === undefined ? {} : { login_hint: loginHint }),
    }).toString();
    return url.href;
  },
  redeem: (code, codeVerifier) => redeem(scopes, code, codeVerifier),
  refresh,
  revoke,
  consentError: (word) => consentErrorOf(word, googleRedirectUri()),
  explain: (code) => (code === "integrations/redirect-mismatch" ? redirectWords(googleRedirectUri()) : null),
  missing: () => {
    const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = config();
    const names = [...(GOOGLE_CLIENT_ID === undefined ? ["GOOGLE_CLIENT_ID"] : []), ...(GOOGLE_CLIENT_SECRET === undefined ? ["GOOGLE_CLIENT_SECRET"] : [])];
    return names.length === 0 ? null : `The operator sets ${names.join(" and ")}.`;
  },
});
