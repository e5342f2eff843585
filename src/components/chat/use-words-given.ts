"use client";
/** The owner's word on what waits and on what was done: decisions about actions, and changes taken back. */
import { useCallback, useState } from "react";
import { useChangedElsewhere } from "@/components/notifications/notifications";
import { decideApproval, listApprovals, undoChange } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { PendingAction } from "@/lib/ai/contracts";
import type { Undo } from "@/lib/scheduling/contracts";
import type { FieldValue } from "./edited-fields";
import type { Decisions, Undone } from "./outcome";
import { problemText } from "./problem-text";

const known = (approvals: readonly PendingAction[]): Decisions => new Map(approvals.map((action) => [action.id, { action, outcome: null }]));

/** What was decided elsewhere joins what was decided here. */
const withElsewhere = (before: Decisions, approvals: readonly PendingAction[]): Decisions =>
  new Map([...before, ...known(approvals.filter(({ id, state }) => state !== "waiting" && (before.get(id)?.action.state ?? "waiting") === "waiting"))]);

/** Both verbs answer with what went wrong, or nothing. */
export function useWordsGiven(approvals: readonly PendingAction[], onChanged: () => void) {
  const [decisions, setDecisions] = useState(() => known(approvals));
  const [undone, setUndone] = useState<Undone>(() => new Set());
  const decide = useCallback(
    async (action: PendingAction, decision: "approve" | "decline", edits: Record<string, FieldValue> | undefined): Promise<string | undefined> => {
      try {
        const answer = await call(decideApproval, { actionId: action.id, decision, inputHash: action.inputHash, ...(edits ? { edits } : {}) });
        setDecisions((before) => new Map([...before, [action.id, answer]]));
        onChanged();
        return answer.outcome?.status === "refused" ? answer.outcome.said : undefined;
      } catch (error) {
        return problemText(error);
      }
    },
    [onChanged],
  );
  const undo = useCallback(
    async (change: Undo): Promise<string | undefined> => {
      try {
        await call(undoChange, { changeId: change.changeId });
        setUndone((before) => new Set([...before, change.changeId]));
        onChanged();
        return undefined;
      } catch (error) {
        return problemText(error);
      }
    },
    [onChanged],
  );
  useChangedElsewhere(["action"], () => {
    // What can't be read now is said by the server when it is decided here as well.
    call(listApprovals, { state: "all", limit: 100 }).then(
      (answer) => setDecisions((before) => withElsewhere(before, answer.approvals)),
      () => undefined,
    );
  });
  return { decisions, undone, decide, undo };
}
