/** Google's OpenID Connect, as far as signing in needs it: the consent page, and the code exchanged for who it is. */
import { z } from "zod";
import { config, googleApiBase, realGoogle } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { guardedCall } from "@/lib/resilience/guarded-call";

/** GOOGLE_API_BASE moves all of Google to one server of ours, for tests. */
const addresses = (): { readonly consent: string; readonly token: string; readonly issuers: readonly string[] } => {
  const base = googleApiBase();
  return base === realGoogle
    ? {
        consent: "https://accounts.google.com/o/oauth2/v2/auth",
        token: "https://oauth2.googleapis.com/token",
        issuers: ["https://accounts.google.com", "accounts.google.com"],
      }
    : { consent: `${base}/o/oauth2/v2/auth`, token: `${base}/oauth2/token`, issuers: [base, "https://accounts.google.com"] };
};

export const googleSignInConfigured = (): boolean => config().GOOGLE_CLIENT_ID !== undefined && config().GOOGLE_CLIENT_SECRET !== undefined;

/** Errors: identity/google-not-configured. */
const client = (): { readonly id: string; readonly secret: string } => {
  const { GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret } = config();
  if (id === undefined || secret === undefined) throw new AppError("identity/google-not-configured");
  return { id, secret };
};

export interface Consent {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeChallenge: string;
}

export const consentUrl = ({ redirectUri, state, nonce, codeChallenge }: Consent): string => {
  const url = new URL(addresses().consent);
  url.search = new URLSearchParams({
    client_id: client().id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid email profile",
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
    prompt: "select_account",
  }).toString();
  return url.href;
};

const ClaimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string().min(1).max(255),
  exp: z.number(),
  nonce: z.string(),
  email: z.email().max(254),
  email_verified: z.union([z.boolean(), z.stringbool()]),
  name: z.string().max(200).optional(),
});
const TokenSchema = z.object({ id_token: z.string() });

export interface GoogleIdentity {
  readonly sub: string;
  /** In lower case. */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

const claimsOf = (idToken: string): z.output<typeof ClaimsSchema> => {
  const [, body = ""] = idToken.split(".");
  return ClaimsSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
};

const refused = (cause?: unknown): AppError => new AppError("identity/google-refused", { cause });

const exchange = async (body: URLSearchParams, signal: AbortSignal): Promise<unknown> => {
  const response = await fetch(addresses().token, { method: "POST", body, signal, redirect: "error", headers: { accept: "application/json" } });
  if (!response.ok) throw Object.assign(refused(), { statusCode: response.status });
  return response.json();
};

/**
 * Who Google says this is. The ID token comes straight from Google's token endpoint over TLS, which stands in for its signature
 * (OpenID Connect Core 1.0 section 3.1.3.7, step 6); issuer, audience, time and nonce are checked. A code works once, so
 * nothing is tried again. Errors: identity/google-refused, identity/google-not-configured.
 */
export const redeemGoogleCode = async (code: string, codeVerifier: string, nonce: string, redirectUri: string): Promise<GoogleIdentity> => {
  const { id, secret } = client();
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    code_verifier: codeVerifier,
    redirect_uri: redirectUri,
    client_id: id,
    client_secret: secret,
  });
  try {
    const answer = await guardedCall("google-sign-in", (signal) => exchange(body, signal), { retriesMax: 0, idempotent: false, deadlineMs: 10_000 });
    const claims = claimsOf(TokenSchema.parse(answer).id_token);
    if (claims.aud !== id || claims.nonce !== nonce || claims.exp * 1000 < Date.now() || !addresses().issuers.includes(claims.iss)) throw refused();
    return { sub: claims.sub, email: claims.email.toLowerCase(), emailVerified: claims.email_verified, name: claims.name ?? claims.email };
  } catch (cause) {
    throw refused(cause);
  }
};
