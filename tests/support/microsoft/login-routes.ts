/** The Microsoft identity platform: codes with PKCE that work once, refresh tokens that are replaced with each use (RFC 6749, RFC 7636). */
import { createHash, randomBytes } from "node:crypto";
import type { GraphAnswer, GraphCall, Routes } from "./wire";

export interface LoginState {
  email: string;
  name: string;
  readonly codes: Map<string, { readonly challenge: string; readonly redirectUri: string; readonly scope: string }>;
  /** Refresh token → scopes. */
  readonly refreshTokens: Map<string, string>;
  readonly accessTokens: Set<string>;
  refreshes: number;
  lifetimeSeconds: number;
  /** What was allowed, when it isn't everything that was asked for. */
  grants: string | null;
}

const secret = (): string => randomBytes(18).toString("base64url");
const refused = (error: string, number: number): GraphAnswer => ({
  status: error === "invalid_client" ? 401 : 400,
  body: { error, error_description: `AADSTS${number}: …`, error_codes: [number], timestamp: "2026-11-26 09:00:00Z", trace_id: "t", correlation_id: "c" },
});

/** What the sign-in page does once the person allows it: the address it sends the browser back to. */
export const allow = (state: LoginState, authUrl: string): URL => {
  const asked = new URL(authUrl).searchParams;
  const code = `0.A${secret()}`;
  const redirectUri = asked.get("redirect_uri") ?? "";
  state.codes.set(code, { challenge: asked.get("code_challenge") ?? "", redirectUri, scope: state.grants ?? asked.get("scope") ?? "" });
  const back = new URL(redirectUri);
  back.searchParams.set("code", code);
  back.searchParams.set("state", asked.get("state") ?? "");
  back.searchParams.set("session_state", "s");
  return back;
};

const consentPage = (state: LoginState, { query }: GraphCall): GraphAnswer => {
  const yes = allow(state, `http://microsoft.test/?${query.toString()}`).href;
  const no = new URL(query.get("redirect_uri") ?? "");
  no.search = new URLSearchParams({ error: "access_denied", error_subcode: "cancel", state: query.get("state") ?? "" }).toString();
  const link = (href: string, text: string): string => `<p><a href="${href.replaceAll("&", "&amp;")}">${text}</a></p>`;
  return {
    status: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html lang="en"><title>Sign in</title><h1>Permissions requested</h1>${link(yes, "Accept")}${link(no.href, "Cancel")}</html>`,
  };
};

const issue = (state: LoginState, scope: string): GraphAnswer => {
  const accessToken = `eyJ0.${secret()}`;
  const refreshToken = `1.A${secret()}`;
  state.accessTokens.add(accessToken);
  state.refreshTokens.set(refreshToken, scope);
  // offline_access is given by the refresh token, and isn't named.
  const named = scope
    .split(" ")
    .filter((one) => one !== "offline_access")
    .map((one) => (/^(?:openid|profile|email)$/.test(one) ? one : `https://graph.microsoft.com/${one}`));
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      scope: named.join(" "),
      expires_in: state.lifetimeSeconds,
      ext_expires_in: state.lifetimeSeconds,
      access_token: accessToken,
      refresh_token: refreshToken,
    },
  };
};

const redeem = (state: LoginState, body: URLSearchParams): GraphAnswer => {
  const code = state.codes.get(body.get("code") ?? "");
  state.codes.delete(body.get("code") ?? "");
  if (code === undefined) return refused("invalid_grant", 70008);
  if (code.redirectUri !== body.get("redirect_uri")) return refused("invalid_grant", 50011);
  const verifier = body.get("code_verifier") ?? "";
  if (createHash("sha256").update(verifier).digest("base64url") !== code.challenge) return refused("invalid_grant", 501481);
  return issue(state, code.scope);
};

const refresh = (state: LoginState, body: URLSearchParams): GraphAnswer => {
  const token = body.get("refresh_token") ?? "";
  const scope = state.refreshTokens.get(token);
  if (scope === undefined) return refused("invalid_grant", 70008);
  state.refreshTokens.delete(token);
  state.refreshes += 1;
  return issue(state, scope);
};

export const loginRoutes =
  (state: LoginState): Routes =>
  (call) => {
    if (call.method === "GET" && call.path === "/common/oauth2/v2.0/authorize") return consentPage(state, call);
    if (call.method !== "POST" || call.path !== "/common/oauth2/v2.0/token") return null;
    const body = new URLSearchParams(call.body);
    if (body.get("client_secret") !== "test-secret") return refused("invalid_client", 7000215);
    return body.get("grant_type") === "refresh_token" ? refresh(state, body) : redeem(state, body);
  };
