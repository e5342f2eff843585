"use client";
/** Actions that wait for the owner's word, wherever they are shown: what is decided stays to be seen, what is asked for meanwhile joins, what was decided elsewhere goes. */
import { useState } from "react";
import { decideApproval } from "@/hooks/addresses";
import { call } from "@/hooks/call";
import type { PendingAction } from "@/lib/ai/contracts";
import type { FieldValue } from "./edited-fields";

export interface Approvals {
  readonly actions: readonly PendingAction[];
  /** Answers with what went wrong, or nothing. */
  readonly decide: (action: PendingAction, decision: "approve" | "decline", edits: Record<string, FieldValue> | undefined) => Promise<string | undefined>;
}

export const useApprovals = (waiting: readonly PendingAction[], onDecided: () => void = () => undefined): Approvals => {
  const [actions, setActions] = useState(waiting);
  const [read, setRead] = useState(waiting);
  if (waiting !== read) {
    setRead(waiting);
    setActions([
      ...actions.filter(({ id, state }) => state !== "waiting" || waiting.some((one) => one.id === id)),
      ...waiting.filter(({ id }) => actions.every((known) => known.id !== id)),
    ]);
  }
  const decide: Approvals["decide"] = async (action, decision, edits) => {
    try {
      const decided = await call(decideApproval, { actionId: action.id, decision, inputHash: action.inputHash, ...(edits === undefined ? {} : { edits }) });
      setActions((known) => known.map((one) => (one.id === action.id ? decided.action : one)));
      onDecided();
      return decided.action.state === "waiting" ? decided.outcome?.said : undefined;
    } catch (error) {
      return error instanceof Error ? error.message : "Try again in a moment.";
    }
  };
  return { actions, decide };
};
