/** Runs before the answer of every page: the security headers, and the way to sign-in for pages that belong to an owner. Decides nothing about data. */
import { NextResponse, type NextRequest } from "next/server";
import { sessionCookieName } from "@/lib/http/origin";
import { securityHeaders, type Surroundings } from "@/lib/http/security-headers";
import { isPage, surroundingsOf } from "@/lib/http/surroundings";

const ownersPages = /^\/(?:chat|calendar|settings|notifications|tasks|today|links|welcome|operator|links)(?:\/|$)/;

/** What lib/http/early-headers has marked has its headers already. Next.js reads this as text, so the mark's name stands here again. */
export const config = { matcher: [{ source: "/(.*)", missing: [{ type: "header", key: "x-perin-headers-sent" }] }] };

const withHeaders = (response: NextResponse, surroundings: Surroundings): NextResponse => {
  for (const [name, value] of Object.entries(securityHeaders(surroundings))) response.headers.set(name, value);
  return response;
};

/** Next.js sends the address relative to this host, so it holds whatever scheme and proxy the visitor came by. */
const redirectTo = (request: NextRequest, path: string): NextResponse => NextResponse.redirect(new URL(path, request.url), 307);

/** The page is told its nonce (Next.js reads it from the policy) and its own address (for the way back from sign-in). */
const page = (request: NextRequest, surroundings: Surroundings): NextResponse => {
  const nonce = btoa(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", securityHeaders({ ...surroundings, nonce })["content-security-policy"] ?? "");
  headers.set("x-nonce", nonce);
  headers.set("x-perin-path", request.nextUrl.pathname + request.nextUrl.search);
  return withHeaders(NextResponse.next({ request: { headers } }), { ...surroundings, nonce });
};

export const proxy = (request: NextRequest): NextResponse => {
  const { pathname, search } = request.nextUrl;
  const surroundings = surroundingsOf(pathname, request.headers.get("x-forwarded-proto"));
  if (!isPage(pathname)) return withHeaders(NextResponse.next(), surroundings);
  if (pathname === "/") return withHeaders(redirectTo(request, "/chat"), surroundings);
  if (ownersPages.test(pathname) && !request.cookies.has(sessionCookieName()))
    return withHeaders(redirectTo(request, `/sign-in?next=${encodeURIComponent(pathname + search)}`), surroundings);
  return page(request, surroundings);
};
