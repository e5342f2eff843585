/** Makes and redeems tokens: 256 random bits, of which only the SHA-256 is stored, so a copy of the database opens nothing. */
import { createHash, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";
import { createToken, hasToken, takeToken, tryToken, type TokenKind, type TokenRow } from "@/lib/queries/identity-tokens";

export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
export const newSecret = (): string => randomBytes(32).toString("base64url");

export interface TokenOptions {
  readonly lifetimeMs: number;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly tries?: number;
  /** The secret itself where something else has already chosen it (a WebAuthn challenge). */
  readonly secret?: string;
}

/** A new token for this account, or for nobody yet. */
export const issueToken = async (kind: TokenKind, userId: string | null, options: TokenOptions): Promise<string> => {
  const { lifetimeMs, data = {}, tries = 1, secret = newSecret() } = options;
  await createToken({ hash: hashOf(secret), kind, userId, data, tries, lifetimeMs });
  return secret;
};

/** Uses a token up. Errors: identity/link-expired for one that is unknown, used or too old; which, is never said. */
export const redeemToken = async (kind: TokenKind, secret: string): Promise<TokenRow> => {
  const row = await takeToken(kind, hashOf(secret));
  if (row === null) throw new AppError("identity/link-expired");
  return row;
};

/** Would it still be taken? Nothing is used up: programs that open the links of mails may ask, too. */
export const isTokenAlive = (kind: TokenKind, secret: string): Promise<boolean> => hasToken(kind, hashOf(secret));

/** Uses up one try of a token. Errors: identity/link-expired when none is left. */
export const countTry = async (kind: TokenKind, secret: string): Promise<TokenRow> => {
  const row = await tryToken(kind, hashOf(secret));
  if (row === null) throw new AppError("identity/link-expired");
  return row;
};
