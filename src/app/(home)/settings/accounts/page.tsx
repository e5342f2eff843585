import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { problemText } from "@/app/_composition/problem-text";
import { FormAlert } from "@/components/identity/form-alert";
import { AccountList } from "@/components/integrations/account-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { colors } from "@/lib/integrations/contracts";
import { explainProblem, listConnections } from "@/lib/integrations/service";

export const metadata: Metadata = { title: "Accounts" };

export default async function Page({ searchParams }: { readonly searchParams: Promise<{ readonly problem?: string | string[] }> }) {
  const { actor } = await currentOwner();
  const { problem } = await searchParams;
  const text = problemText(problem);
  const { connections, providers } = await listConnections(actor);
  return (
    <>
      {text !== null && <FormAlert text={explainProblem(typeof problem === "string" ? problem : "") ?? text} />}
      <SettingsSection title="Accounts" about="Calendars and mailboxes you have elsewhere. What is in them appears here, and what you do here happens there.">
        <AccountList connections={connections} providers={providers} colors={colors} />
      </SettingsSection>
    </>
  );
}
