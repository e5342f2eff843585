/** Pictures of owners. */
import { query } from "@/lib/db";
import type { PictureType } from "@/lib/identity/contracts";

export interface StoredPicture {
  readonly type: PictureType;
  /** Base64. */
  readonly picture: string;
}

export const savePictureRow = async (userId: string, { type, picture }: StoredPicture): Promise<void> => {
  await query(
    `INSERT INTO profile_pictures (user_id, type, picture) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET type = $2, picture = $3, updated_at = now()`,
    [userId, type, picture],
  );
};

export const deletePictureRow = async (userId: string): Promise<boolean> =>
  (await query("DELETE FROM profile_pictures WHERE user_id = $1", [userId])).rowCount > 0;

export const findPictureRow = async (userId: string): Promise<StoredPicture | null> =>
  (await query<StoredPicture>("SELECT type, picture FROM profile_pictures WHERE user_id = $1", [userId])).rows[0] ?? null;

export const hasPictureRow = async (userId: string): Promise<boolean> =>
  (await query("SELECT 1 FROM profile_pictures WHERE user_id = $1", [userId])).rowCount > 0;
