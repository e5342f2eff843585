import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { HistoryPage } from "@/components/history/history-page";
import { listApprovals, listHistory } from "@/lib/ai/service";

export const metadata: Metadata = { title: "History" };

export default async function Page() {
  const { actor, profile } = await currentOwner();
  const [{ approvals }, { entries, nextCursor }] = await Promise.all([
    listApprovals(actor, { state: "waiting", limit: 30 }),
    listHistory(actor, { kind: "all", limit: 30 }),
  ]);
  return (
    <HistoryPage
      waiting={approvals}
      entries={entries}
      nextCursor={nextCursor}
      zone={profile.zone}
      locale={profile.locale}
      hourCycle={profile.hourCycle}
      delegate={profile.delegateName}
    />
  );
}
