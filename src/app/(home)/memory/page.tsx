import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { soughtWords } from "@/app/_composition/sought";
import { MemoryPage } from "@/components/memory/memory-page";
import { listApprovals } from "@/lib/ai/service";
import { listMemories } from "@/lib/memory/service";

export const metadata: Metadata = { title: "Memory" };

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ readonly find?: string | string[] }> }) {
  const [{ actor, profile }, sought] = await Promise.all([currentOwner(), soughtWords(searchParams)]);
  const [{ memories, nextCursor }, { approvals }] = await Promise.all([
    listMemories(actor, sought === "" ? {} : { query: sought }),
    listApprovals(actor, { state: "waiting", limit: 100 }),
  ]);
  return (
    <MemoryPage
      key={sought}
      memories={memories}
      nextCursor={nextCursor}
      zone={profile.zone}
      locale={profile.locale}
      waiting={approvals.filter(({ tool }) => tool === "remember").length}
      sought={sought}
      delegate={profile.delegateName}
    />
  );
}
