/** First steps after signing up: four short screens, each of which can be skipped. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { nextPath } from "@/app/_composition/next-path";
import { Welcome } from "@/components/welcome/welcome";
import { listPolicies } from "@/lib/ai/service";
import { getAvailability } from "@/lib/scheduling/service";

export const metadata: Metadata = { title: "First steps" };

/** What most people want to decide at once; the settings have every tool. */
const first = new Set(["create_event", "move_event", "change_event", "cancel_events"]);

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ readonly next?: string | string[] }> }) {
  const { actor, profile } = await currentOwner();
  const [rules, { policies }, { next }] = await Promise.all([getAvailability(actor), listPolicies(actor), searchParams]);
  return <Welcome profile={profile} rules={rules} policies={policies.filter(({ tool }) => first.has(tool))} next={nextPath(next)} />;
}
