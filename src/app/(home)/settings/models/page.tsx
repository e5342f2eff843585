import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { ModelList } from "@/components/settings/model-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { listModels } from "@/lib/ai/service";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const { actor } = await currentOwner();
  return (
    <SettingsSection
      title="Models"
      about="What reads your words and phrases the answers. Dates, free time and permissions are always computed by Perin itself."
    >
      <ModelList models={listModels(actor).models} />
    </SettingsSection>
  );
}
