import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { problemText } from "@/app/_composition/problem-text";
import { FormAlert } from "@/components/identity/form-alert";
import { AccountList } from "@/components/integrations/account-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { colors } from "@/lib/integrations/contracts";
import { explainProblem, listConnections } from "@/lib/integrations/service";

export const metadata: Metadata = { title: "Accounts" };

export default async function Page({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<"problem" | "provider", string | string[] | undefined>>>;
}) {
  const { actor } = await currentOwner();
  const { problem, provider } = await searchParams;
  const text = problemText(problem);
  const explained = typeof problem === "string" && typeof provider === "string" ? explainProblem(problem, provider) : null;
  const { connections, providers } = await listConnections(actor);
  return (
    <>
      {text !== null && <FormAlert text={explained ?? text} />}
      <SettingsSection title="Accounts" about="Calendars and mailboxes you have elsewhere. What is in them appears here, and what you do here happens there.">
        <AccountList connections={connections} providers={providers} colors={colors} />
      </SettingsSection>
    </>
  );
}
