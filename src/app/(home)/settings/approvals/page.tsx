import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { PolicyList } from "@/components/settings/policy-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { listPolicies } from "@/lib/ai/service";

export const metadata: Metadata = { title: "Approvals" };

export default async function ApprovalsPage() {
  const { actor, profile } = await currentOwner();
  const { policies } = await listPolicies(actor);
  return (
    <SettingsSection title="Approvals" about={`What ${profile.delegateName} may do by itself, and what waits for your word.`}>
      <PolicyList policies={policies} />
    </SettingsSection>
  );
}
