/** What Perin knows about an owner beyond the account: zone, locale, clock, role. */
import { query, readUntilWritten } from "@/lib/db";
import type { Profile } from "@/lib/identity/contracts";

interface ProfileRow {
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly zone: string;
  readonly locale: string;
  readonly week_start: number;
  readonly hour_cycle: Profile["hourCycle"];
  readonly delegate_name: string;
  readonly tone: Profile["tone"];
  readonly role: Profile["role"];
}

const toProfile = (row: ProfileRow): Profile => ({
  userId: row.user_id,
  name: row.name,
  email: row.email,
  zone: row.zone,
  locale: row.locale,
  weekStart: row.week_start,
  hourCycle: row.hour_cycle,
  delegateName: row.delegate_name,
  tone: row.tone,
  role: row.role,
});

/** The profile of one account; an account made by other means than sign-up reads as the defaults. Null when there is no such account. */
export const findProfileByUserId = readUntilWritten("profile", async (userId): Promise<Profile | null> => {
  const { rows } = await query<ProfileRow>(
    `SELECT u.id AS user_id, u.name, u.email, coalesce(p.zone, 'UTC') AS zone, coalesce(p.locale, 'en') AS locale,
            coalesce(p.week_start, 1)::int AS week_start, coalesce(p.hour_cycle, 'h23') AS hour_cycle,
            coalesce(p.delegate_name, 'Perin') AS delegate_name, coalesce(p.tone, 'plain') AS tone, coalesce(p.role, 'owner') AS role
       FROM "user" u LEFT JOIN profiles p ON p.user_id = u.id WHERE u.id = $1`,
    [userId],
  );
  return rows[0] === undefined ? null : toProfile(rows[0]);
});

export type NewProfile = Pick<Profile, "userId" | "zone" | "locale" | "weekStart" | "hourCycle" | "role"> & { readonly seeded: boolean };

export const createProfile = async (profile: NewProfile): Promise<void> => {
  await query("INSERT INTO profiles (user_id, zone, locale, week_start, hour_cycle, role, seeded) VALUES ($1, $2, $3, $4, $5, $6, $7)", [
    profile.userId,
    profile.zone,
    profile.locale,
    profile.weekStart,
    profile.hourCycle,
    profile.role,
    profile.seeded,
  ]);
};

export type ProfileChanges = Pick<Profile, "name" | "zone" | "locale" | "weekStart" | "hourCycle" | "delegateName" | "tone">;

/** Writes all changeable fields of one owner's profile; the name lives with the account. */
export const saveProfile = async (userId: string, changes: ProfileChanges): Promise<void> => {
  await query('UPDATE "user" SET name = $2, updated_at = now() WHERE id = $1 AND name <> $2', [userId, changes.name]);
  await query(
    `INSERT INTO profiles (user_id, zone, locale, week_start, hour_cycle, delegate_name, tone) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (user_id) DO UPDATE SET zone = $2, locale = $3, week_start = $4, hour_cycle = $5, delegate_name = $6, tone = $7, updated_at = now()`,
    [userId, changes.zone, changes.locale, changes.weekStart, changes.hourCycle, changes.delegateName, changes.tone],
  );
};

/** Holds, until the transaction ends, the right to say who the first account is: two sign-ups at once can't both become the operator. */
export const lockFirstAccount = async (): Promise<void> => {
  await query("SELECT pg_advisory_xact_lock(hashtext('perin.first-account'))", []);
};

/** Is there an account that a person made? Seeded and sample accounts don't count. */
export const hasRealAccount = async (): Promise<boolean> => {
  const { rows } = await query<{ found: boolean }>("SELECT EXISTS (SELECT 1 FROM profiles WHERE NOT seeded) AS found", []);
  return rows[0]?.found === true;
};

/** The operator's account id; null before the first sign-up. */
export const findOperatorId = async (): Promise<string | null> => {
  const { rows } = await query<{ user_id: string }>("SELECT user_id FROM profiles WHERE role = 'operator' ORDER BY created_at LIMIT 1", []);
  return rows[0]?.user_id ?? null;
};
