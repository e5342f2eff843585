import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { MemoryPage } from "@/components/memory/memory-page";
import { listApprovals } from "@/lib/ai/service";
import { listMemories } from "@/lib/memory/service";

export const metadata: Metadata = { title: "Memory" };

export default async function Page() {
  const { actor, profile } = await currentOwner();
  const [{ memories, nextCursor }, { approvals }] = await Promise.all([listMemories(actor), listApprovals(actor, { state: "waiting", limit: 100 })]);
  return (
    <MemoryPage
      memories={memories}
      nextCursor={nextCursor}
      zone={profile.zone}
      locale={profile.locale}
      waiting={approvals.filter(({ tool }) => tool === "remember").length}
    />
  );
}
