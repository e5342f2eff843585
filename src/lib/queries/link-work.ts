/** Which challenges were handed in already. */
import { query } from "@/lib/db";

/** True for the first who hands it in; of several at once, one. */
export const takeWork = async (nonce: string, linkId: string, expiresAt: string): Promise<boolean> =>
  (await query("INSERT INTO link_work_done (nonce, link_id, expires_at) VALUES ($1, $2, $3) ON CONFLICT (nonce) DO NOTHING", [nonce, linkId, expiresAt]))
    .rowCount > 0;
