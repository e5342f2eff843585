/**
 * OAuth 2.0 of the Microsoft identity platform for web servers, with PKCE, for one kind of connection. Refresh tokens are replaced with each
 * use. There is no way to take one grant back from here: its owner does that at Microsoft, and disconnecting says so.
 */
import { z } from "zod";
import { config } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { guardedCall } from "@/lib/resilience/guarded-call";
import type { GrantedAccount, OAuth } from "../../contracts";
import { Refused } from "../bearer-call";
import { microsoftAddresses, microsoftRedirectUri } from "./addresses";
import { consentErrorOf, oauthErrorOf, redirectWords, wordOf } from "./oauth-errors";

/** What makes a refresh token, and who it is. */
const identityScopes = ["openid", "profile", "email", "offline_access", "User.Read"];

const TokenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().optional(),
  scope: z.string().optional(),
});
type Tokens = z.output<typeof TokenSchema>;
const MeSchema = z.object({ mail: z.string().nullish(), userPrincipalName: z.string().nullish(), displayName: z.string().nullish() });

const answerOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, response.headers, wordOf(body));
  return body;
};

const guarded = async <T>(work: (signal: AbortSignal) => Promise<T>, idempotent: boolean): Promise<T> => {
  try {
    return await guardedCall("microsoft-oauth", work, { deadlineMs: 15_000, idempotent, ...(idempotent ? {} : { retriesMax: 0 }) });
  } catch (error) {
    throw oauthErrorOf(error, microsoftRedirectUri());
  }
};

/** Errors: integrations/not-configured. */
const client = (): { client_id: string; client_secret: string } => {
  const { MICROSOFT_CLIENT_ID: id, MICROSOFT_CLIENT_SECRET: secret } = config();
  if (id === undefined || secret === undefined)
    throw new AppError("integrations/not-configured", { message: "MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET are needed" });
  return { client_id: id, client_secret: secret };
};

const tokensFor = (grant: Readonly<Record<string, string>>, idempotent: boolean): Promise<Tokens> => {
  const body = new URLSearchParams({ ...client(), ...grant });
  return guarded(
    async (signal) => TokenSchema.parse(await answerOf(await fetch(microsoftAddresses().token, { method: "POST", body, signal, redirect: "error" }))),
    idempotent,
  );
};

/** Asked of Graph with the new token: it also shows that the token works. */
const whoIs = async (accessToken: string): Promise<{ email: string; name: string }> => {
  const me = await guarded(
    async (signal) =>
      MeSchema.parse(
        await answerOf(
          await fetch(`${microsoftAddresses().graph}/me?$select=mail,userPrincipalName,displayName`, {
            signal,
            redirect: "error",
            headers: { authorization: `Bearer ${accessToken}` },
          }),
        ),
      ),
    true,
  );
  const email = [me.mail, me.userPrincipalName].find((one) => z.email().max(254).safeParse(one).success);
  if (email == null) throw new AppError("integrations/forbidden-outside", { publicMessage: "That Microsoft account has no mail address." });
  return { email: email.toLowerCase(), name: (me.displayName ?? email).slice(0, 200) };
};

const expiryOf = ({ expires_in: seconds }: Tokens): string | null => (seconds === undefined ? null : new Date(Date.now() + seconds * 1_000).toISOString());

/** "https://graph.microsoft.com/Mail.Send" and "Mail.Send" are one right. */
const shortName = (scope: string): string => scope.slice(scope.lastIndexOf("/") + 1).toLowerCase();

const redeem = async (needed: readonly string[], code: string, codeVerifier: string): Promise<GrantedAccount> => {
  // A code works once, so nothing is tried again.
  const tokens = await tokensFor({ grant_type: "authorization_code", code, code_verifier: codeVerifier, redirect_uri: microsoftRedirectUri() }, false);
  const scopes = (tokens.scope ?? needed.join(" ")).split(" ").filter(Boolean);
  const granted = new Set(scopes.map(shortName));
  const missing = needed.filter((scope) => !granted.has(shortName(scope)));
  if (missing.length > 0)
    throw new AppError("integrations/scope-missing", {
      publicMessage: `Not everything that is needed was allowed, so nothing was connected: ${missing.join(", ")}. Your organisation may have to allow it first.`,
    });
  const { email, name } = await whoIs(tokens.access_token);
  return { account: email, name, accessToken: tokens.access_token, refreshToken: tokens.refresh_token ?? null, expiresAt: expiryOf(tokens), scopes };
};

const refresh: OAuth["refresh"] = async (refreshToken) => {
  const tokens = await tokensFor({ grant_type: "refresh_token", refresh_token: refreshToken }, true);
  return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token ?? null, expiresAt: expiryOf(tokens) };
};

export const microsoftOAuth = (scopes: readonly string[]): OAuth => ({
  grantOf: ["microsoft-mail", "microsoft-calendar"],
  authorizationUrl: ({ state, codeChallenge, loginHint }) => {
    const url = new URL(microsoftAddresses().consent);
    url.search = new URLSearchParams({
      client_id: client().client_id,
      redirect_uri: microsoftRedirectUri(),
      response_type: "code",
      response_mode: "query",
      scope: [...identityScopes, ...scopes].join(" "),
      state,
      code_challenge: codeChallenge,
      code_challenge_method: "S256",
      // Several accounts of one person: which of them is asked each time.
      ...(loginHint === undefined ? { prompt: "select_account" } : { login_hint: loginHint }),
    }).toString();
    return url.href;
  },
  redeem: (code, codeVerifier) => redeem(scopes, code, codeVerifier),
  refresh,
  revoke: null,
  consentError: consentErrorOf,
  explain: (code) => {
    if (code === "integrations/redirect-mismatch") return redirectWords(microsoftRedirectUri());
    if (code === "integrations/scope-missing")
      return "Not everything that is needed was allowed, so nothing was connected. Your organisation may have to allow this server first.";
    return null;
  },
  missing: () => {
    const { MICROSOFT_CLIENT_ID, MICROSOFT_CLIENT_SECRET } = config();
    const names = Object.entries({ MICROSOFT_CLIENT_ID, MICROSOFT_CLIENT_SECRET }).flatMap(([name, value]) => (value === undefined ? [name] : []));
    return names.length === 0 ? null : `The operator sets ${names.join(" and ")}.`;
  },
});
