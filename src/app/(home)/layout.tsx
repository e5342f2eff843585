/** What every page of an owner stands in. */
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentOwner } from "@/app/_composition/current-owner";
import { SampleBanner } from "@/components/shell/sample-banner";
import { Shell } from "@/components/shell/shell";
import { listConversations } from "@/lib/ai/service";
import { countUnread } from "@/lib/notifications/service";
import { hasSample } from "@/lib/owner-data/service";

export default async function HomeLayout({ children }: { readonly children: ReactNode }) {
  const { actor, profile } = await currentOwner();
  const [conversations, unread, sample, jar] = await Promise.all([listConversations(actor, { limit: 30 }), countUnread(actor), hasSample(actor), cookies()]);
  const left = jar.get("perin-sidebar")?.value;
  return (
    <Shell
      profile={{ name: profile.name, email: profile.email, delegateName: profile.delegateName, role: profile.role }}
      conversations={conversations}
      unread={unread}
      compact={left === undefined ? null : left === "narrow"}
    >
      {sample && <SampleBanner />}
      {children}
    </Shell>
  );
}
