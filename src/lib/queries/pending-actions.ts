/** What waits for the owner's word. A row is decided at most once: the state changes only from `waiting`. */
import { query } from "@/lib/db";
import type { PendingAction, ToolOutcome } from "@/lib/ai/contracts";
import { tellChanged } from "./live-changes";

interface ActionRow extends Omit<PendingAction, "conversationId" | "inputHash" | "expiresAt" | "createdAt"> {
  readonly conversation_id: string | null;
  readonly input_hash: string;
  readonly expires_at: string;
  readonly created_at: string;
  readonly outcome: ToolOutcome | null;
}

/** A row that nobody decided in time reads as expired, whether or not it has been written down. */
const columns = `id, conversation_id, tool, title, lines, tells, telling, editable, input, input_hash,
  CASE WHEN state = 'waiting' AND expires_at <= $2::timestamptz THEN 'expired' ELSE state END AS state, marks, result, undo, outcome, created_at, expires_at`;

const toAction = ({ conversation_id, input_hash, expires_at, created_at, outcome: _outcome, ...rest }: ActionRow): PendingAction => ({
  ...rest,
  conversationId: conversation_id,
  inputHash: input_hash,
  expiresAt: expires_at,
  createdAt: created_at,
});

const iso = (atMs: number): string => new Date(atMs).toISOString();

export const createPendingAction = async (userId: string, action: PendingAction): Promise<void> => {
  await query(
    `INSERT INTO pending_actions (id, user_id, conversation_id, tool, title, lines, tells, editable, input, input_hash, marks, created_at, expires_at, telling)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb, $9::jsonb, $10, $11::jsonb, $12, $13, $14)`,
    [
      action.id,
      userId,
      action.conversationId,
      action.tool,
      action.title,
      JSON.stringify(action.lines),
      JSON.stringify(action.tells),
      JSON.stringify(action.editable),
      JSON.stringify(action.input),
      action.inputHash,
      JSON.stringify(action.marks),
      action.createdAt,
      action.expiresAt,
      action.telling,
    ],
  );
  await tellChanged(userId, "action");
};

export interface DecidedAction {
  readonly action: PendingAction;
  /** What its tool answered; null while nothing has run. */
  readonly outcome: ToolOutcome | null;
}

/** Reads one action and holds its row until the transaction ends, so that two clicks are decided one after the other. */
export const lockPendingAction = async (userId: string, id: string, nowMs: number): Promise<DecidedAction | null> => {
  const { rows } = await query<ActionRow>(`SELECT ${columns} FROM pending_actions WHERE user_id = $1 AND id = $3 FOR UPDATE`, [userId, iso(nowMs), id]);
  return rows[0] ? { action: toAction(rows[0]), outcome: rows[0].outcome } : null;
};

/** Newest first. */
export const listPendingActions = async (
  userId: string,
  page: { waitingOnly: boolean; after?: { createdAt: string; id: string } | undefined; limit: number; nowMs: number },
): Promise<PendingAction[]> => {
  const { rows } = await query<ActionRow>(
    `SELECT ${columns} FROM pending_actions
      WHERE user_id = $1 AND (NOT $3::boolean OR (state = 'waiting' AND expires_at > $2::timestamptz))
        AND ($4::timestamptz IS NULL OR (created_at, id) < ($4::timestamptz, $5::uuid))
      ORDER BY created_at DESC, id DESC LIMIT $6`,
    [userId, iso(page.nowMs), page.waitingOnly, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit],
  );
  return rows.map(toAction);
};

/** Writes how an action ended. */
export const finishPendingAction = async (userId: string, action: PendingAction, outcome: ToolOutcome | null, nowMs: number): Promise<void> => {
  await query(
    `UPDATE pending_actions SET state = $3, input = $4::jsonb, title = $5, lines = $6::jsonb, tells = $7::jsonb, marks = $8::jsonb, result = $9, undo = $10::jsonb, outcome = $11::jsonb, decided_at = $12, telling = $13
      WHERE user_id = $1 AND id = $2`,
    [
      userId,
      action.id,
      action.state,
      JSON.stringify(action.input),
      action.title,
      JSON.stringify(action.lines),
      JSON.stringify(action.tells),
      JSON.stringify(action.marks),
      action.result,
      action.undo === null ? null : JSON.stringify(action.undo),
      outcome === null ? null : JSON.stringify(outcome),
      iso(nowMs),
      action.telling,
    ],
  );
};

/** Withdraws what a conversation still waits for; used when the messages that asked go away. */
export const withdrawPendingActions = async (userId: string, conversationId: string, ids: readonly string[], nowMs: number): Promise<void> => {
  await query(
    "UPDATE pending_actions SET state = 'declined', decided_at = $4 WHERE user_id = $1 AND conversation_id = $2 AND state = 'waiting' AND id = ANY ($3::uuid[])",
    [userId, conversationId, ids, iso(nowMs)],
  );
  await tellChanged(userId, "action");
};
