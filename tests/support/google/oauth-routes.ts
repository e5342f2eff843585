/** Google's OAuth endpoints: codes with PKCE that work once, refresh tokens that can be revoked (RFC 6749, RFC 7636, RFC 7009). */
import { createHash, randomBytes } from "node:crypto";
import type { GoogleAnswer, GoogleCall, Routes } from "./wire";

interface Code {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
}

export interface OAuthState {
  email: string;
  name: string;
  readonly codes: Map<string, Code>;
  /** Refresh token → scopes. */
  readonly refreshTokens: Map<string, string>;
  readonly accessTokens: Set<string>;
  refreshes: number;
  readonly revoked: string[];
  lifetimeSeconds: number;
  /** What the person ticked, when it isn't everything that was asked for. */
  grants: string | null;
  /** The client's redirect addresses, where they are looked at. */
  redirectUris: readonly string[] | null;
}

const secret = (): string => randomBytes(18).toString("base64url");
const refused = (error: string): GoogleAnswer => ({ status: error === "invalid_client" ? 401 : 400, body: { error, error_description: error } });

/** What the consent page does once the person allows it: the address it sends the browser back to. */
export const allow = (state: OAuthState, authUrl: string): URL => {
  const asked = new URL(authUrl).searchParams;
  const code = secret();
  const redirectUri = asked.get("redirect_uri") ?? "";
  state.codes.set(code, { challenge: asked.get("code_challenge") ?? "", redirectUri, scope: state.grants ?? asked.get("scope") ?? "" });
  const back = new URL(redirectUri);
  back.searchParams.set("code", code);
  back.searchParams.set("state", asked.get("state") ?? "");
  return back;
};

const page = (title: string, body: string, status = 200): GoogleAnswer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`,
});

/** A wrong redirect address never comes back to the app: Google says it on its own page. */
const consentPage = (state: OAuthState, { query }: GoogleCall): GoogleAnswer => {
  const redirectUri = query.get("redirect_uri") ?? "";
  if (state.redirectUris !== null && !state.redirectUris.includes(redirectUri)) return page("Error 400: redirect_uri_mismatch", "", 400);
  const yes = allow(state, `http://google.test/?${query.toString()}`).href;
  const no = new URL(redirectUri);
  no.search = new URLSearchParams({ error: "access_denied", state: query.get("state") ?? "" }).toString();
  const link = (href: string, text: string): string => `<p><a href="${href.replaceAll("&", "&amp;")}">${text}</a></p>`;
  return page("Sign in with Google", link(yes, "Continue") + link(no.href, "Cancel"));
};

const issue = (state: OAuthState, scope: string, refreshToken: string | null): GoogleAnswer => {
  const accessToken = `ya29.${secret()}`;
  state.accessTokens.add(accessToken);
  return {
    status: 200,
    body: {
      access_token: accessToken,
      expires_in: state.lifetimeSeconds,
      scope,
      token_type: "Bearer",
      ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    },
  };
};

const redeem = (state: OAuthState, body: URLSearchParams): GoogleAnswer => {
  const code = state.codes.get(body.get("code") ?? "");
  state.codes.delete(body.get("code") ?? "");
  if (code === undefined) return refused("invalid_grant");
  if (code.redirectUri !== body.get("redirect_uri")) return refused("redirect_uri_mismatch");
  if (
    createHash("sha256")
      .update(body.get("code_verifier") ?? "")
      .digest("base64url") !== code.challenge
  )
    return refused("invalid_grant");
  const refreshToken = `1//${secret()}`;
  state.refreshTokens.set(refreshToken, code.scope);
  return issue(state, code.scope, refreshToken);
};

const refresh = (state: OAuthState, body: URLSearchParams): GoogleAnswer => {
  const scope = state.refreshTokens.get(body.get("refresh_token") ?? "");
  if (scope === undefined) return refused("invalid_grant");
  state.refreshes += 1;
  return issue(state, scope, null);
};

const revoke = (state: OAuthState, { body, query }: GoogleCall): GoogleAnswer => {
  const token = query.get("token") ?? new URLSearchParams(body).get("token") ?? "";
  const known = state.refreshTokens.delete(token) || state.accessTokens.has(token);
  if (!known) return refused("invalid_token");
  state.revoked.push(token);
  state.accessTokens.clear();
  return { status: 200, body: {} };
};

export const oauthRoutes =
  (state: OAuthState): Routes =>
  (call) => {
    const body = new URLSearchParams(call.body);
    switch (`${call.method} ${call.path}`) {
      case "GET /o/oauth2/v2/auth":
        return consentPage(state, call);
      case "POST /oauth2/token":
        if (body.get("client_secret") !== "test-secret") return refused("invalid_client");
        return body.get("grant_type") === "refresh_token" ? refresh(state, body) : redeem(state, body);
      case "POST /oauth2/revoke":
        return revoke(state, call);
      case "GET /oauth2/v2/userinfo":
        return { status: 200, body: { id: "1", email: state.email, verified_email: true, name: state.name } };
      default:
        return null;
    }
  };
