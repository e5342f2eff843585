"use client";
/** What waits for the owner's word, decided where it is seen. */
import { useRouter } from "next/navigation";
import { ApprovalCard } from "@/components/chat/approval-card";
import { useApprovals } from "@/components/chat/use-approvals";
import type { PendingAction } from "@/lib/ai/contracts";
import { Section } from "./section";

export interface WaitingApprovalsProps {
  readonly title: string;
  readonly approvals: readonly PendingAction[];
  readonly zone: string;
}

/** Stays as long as there is something to be seen: also what became of the last one. */
export function WaitingApprovals({ title, approvals, zone }: WaitingApprovalsProps) {
  const router = useRouter();
  // What is next, what is left of the day and what is free may be other than before.
  const { actions, decide } = useApprovals(approvals, () => router.refresh());
  if (actions.length === 0) return null;
  return (
    <Section title={title}>
      <div className="[&>:first-child]:mt-0">
        {actions.map((action) => (
          <ApprovalCard key={action.id} action={action} zone={zone} onDecide={decide} />
        ))}
      </div>
    </Section>
  );
}
