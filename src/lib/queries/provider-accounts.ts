/** Accounts entered by way of another provider. */
import { query } from "@/lib/db";

export interface ProviderAccount {
  readonly id: string;
  readonly userId: string;
  readonly provider: "google";
  /** The provider's own id of the person. */
  readonly subject: string;
  readonly email: string;
}

export const findUserIdBySubject = async (provider: ProviderAccount["provider"], subject: string): Promise<string | null> => {
  const { rows } = await query<{ userId: string }>('SELECT user_id AS "userId" FROM account WHERE provider_id = $1 AND account_id = $2', [provider, subject]);
  return rows[0]?.userId ?? null;
};

/** False when somebody else already has this one. */
export const createProviderAccount = async ({ id, userId, provider, subject, email }: ProviderAccount): Promise<boolean> =>
  (
    await query(
      "INSERT INTO account (id, user_id, account_id, provider_id, email) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (provider_id, account_id) DO NOTHING",
      [id, userId, subject, provider, email],
    )
  ).rowCount > 0;

export const deleteProviderAccount = async (userId: string, provider: ProviderAccount["provider"]): Promise<boolean> =>
  (await query("DELETE FROM account WHERE user_id = $1 AND provider_id = $2", [userId, provider])).rowCount > 0;

/** An account without a password; `emailVerified` where a provider has verified its address. False when the address is taken. */
export const createUserWithoutPassword = async (user: {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
}): Promise<boolean> =>
  (
    await query(`INSERT INTO "user" (id, name, email, email_verified) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING`, [
      user.id,
      user.name,
      user.email,
      user.emailVerified,
    ])
  ).rowCount > 0;
