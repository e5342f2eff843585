/** better-auth's set-up: passwords, sessions and their cookies. Loaded by the first who needs it; reading a session doesn't. */
import { config, publicOrigin } from "@/lib/config";
import { db } from "@/lib/db";
import { account, session, user, verification } from "@/lib/db/schema/identity";
import { cookiePrefix, isSecureOrigin } from "@/lib/http/origin";
import { authSecret } from "@/lib/secrets";
import { hidingTokens } from "./hidden-tokens";
import { hashOrPrepared } from "./prepared-hash";

/** Under this header we tell better-auth the caller's address; it reads no other. */
export const clientHeader = "x-perin-client";
const sessionSeconds = 30 * 24 * 60 * 60;

const open = async () => {
  const [{ betterAuth }, { drizzleAdapter }] = await Promise.all([import("better-auth/minimal"), import("better-auth/adapters/drizzle")]);
  return betterAuth({
    appName: "Perin",
    baseURL: publicOrigin(),
    basePath: "/api/auth",
    secret: authSecret(),
    // Our own transaction surrounds the calls that need one; drizzle's can't be joined.
    database: hidingTokens(drizzleAdapter(db, { provider: "pg", schema: { user, session, account, verification }, transaction: false })),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128, password: { hash: hashOrPrepared } },
    // A session lasts 30 days from sign-in and isn't prolonged, so that reading one is one query and no write.
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: config().LOG_LEVEL !== "debug" },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecureOrigin() },
      ipAddress: { ipAddressHeaders: [clientHeader] },
    },
  });
};

type Auth = Awaited<ReturnType<typeof open>>;
const key = Symbol.for("perin.identity.auth");
const holder = globalThis as { [key]?: Promise<Auth> | undefined };

/** The one better-auth of this process. */
export const auth = (): Promise<Auth> => {
  const opened = (holder[key] ??= open());
  // A failed opening is forgotten, so that the next caller tries again.
  opened.catch(() => {
    if (holder[key] === opened) holder[key] = undefined;
  });
  return opened;
};
