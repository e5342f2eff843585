import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { DeleteAccountForm } from "@/components/owner-data/delete-account-form";
import { SettingsSection } from "@/components/settings/settings-section";
import { buttonStyles } from "@/components/ui/button";
import { describeSecurity } from "@/lib/identity/service";

export const metadata: Metadata = { title: "Your data" };

export default async function Page() {
  const { actor, profile } = await currentOwner();
  const { password, passkeys, google } = await describeSecurity(actor);
  const proof = password ? "password" : passkeys.length > 0 || google.connectedAs !== null ? "sign-in" : "none";
  return (
    <>
      <SettingsSection
        title="Take everything along"
        about="One zip archive: your calendars (.ics), conversations and memories to read, and every row as JSON. Passwords and other secrets are left out."
      >
        <a href="/api/account/export" download className={buttonStyles()}>
          Download the archive
        </a>
      </SettingsSection>
      <SettingsSection
        title="Delete the account"
        about="Everything this server keeps of you goes for good, history included. Download the archive first if you may want any of it."
      >
        <DeleteAccountForm email={profile.email} proof={proof} />
      </SettingsSection>
    </>
  );
}
