/** Tokens that models have cost a link on a day. */
import { query } from "@/lib/db";

/** Takes tokens out of the day's cap before they are spent; false when they aren't left. One statement: many at once can't take more than there is. */
export const takeModelTokens = async (linkId: string, day: string, tokens: number, cap: number): Promise<boolean> =>
  tokens <= cap &&
  (
    await query(
      `INSERT INTO link_model_use (link_id, day, tokens) VALUES ($1, $2::date, $3)
       ON CONFLICT (link_id, day) DO UPDATE SET tokens = link_model_use.tokens + $3 WHERE link_model_use.tokens + $3 <= $4`,
      [linkId, day, tokens, cap],
    )
  ).rowCount > 0;

/** Puts right what was taken for what it really cost; `by` may be negative. */
export const correctModelTokens = async (linkId: string, day: string, by: number): Promise<void> => {
  await query("UPDATE link_model_use SET tokens = greatest(0, tokens + $3) WHERE link_id = $1 AND day = $2::date", [linkId, day, by]);
};
