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
        about="Everything Perin keeps of you, in one zip archive: your calendars for any other calendar program, your conversations and memories to read, and all the rest for programs. Passwords and other secrets are left out."
      >
        <a href="/api/account/export" download className={buttonStyles()}>
          Download the archive
        </a>
      </SettingsSection>
      <SettingsSection
        title="Delete the account"
        about="Everything this server keeps of you goes for good, history included. If you may want any of it, download the archive first."
      >
        <DeleteAccountForm email={profile.email} proof={proof} />
      </SettingsSection>
    </>
  );
}
