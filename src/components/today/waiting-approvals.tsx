"use client";
/** What waits for the owner's word, decided where it is seen. */
import { ApprovalCard } from "@/components/chat/approval-card";
import { useApprovals } from "@/components/chat/use-approvals";
import type { PendingAction } from "@/lib/ai/contracts";

export function WaitingApprovals({ approvals, zone }: { readonly approvals: readonly PendingAction[]; readonly zone: string }) {
  const { actions, decide } = useApprovals(approvals);
  return (
    <div className="space-y-3">
      {actions.map((action) => (
        <ApprovalCard key={action.id} action={action} zone={zone} onDecide={decide} />
      ))}
    </div>
  );
}
