import type { Metadata } from "next";
import { headers } from "next/headers";
import { currentOwner } from "@/app/_composition/current-owner";
import { problemText } from "@/app/_composition/problem-text";
import { FormAlert } from "@/components/identity/form-alert";
import { AddressCheck } from "@/components/settings/address-check";
import { ApiKeyList } from "@/components/settings/api-key-list";
import { AuthenticatorApp } from "@/components/settings/authenticator-app";
import { GoogleConnection } from "@/components/settings/google-connection";
import { PasskeyList } from "@/components/settings/passkey-list";
import { FirstPasswordForm, PasswordForm } from "@/components/settings/password-form";
import { SessionList } from "@/components/settings/session-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { scopes, scopeWords, type ApiKey } from "@/lib/identity/contracts";
import { sampleAddress } from "@/lib/owner-data/contracts";
import { describeSecurity, listApiKeys, listSessions, relyingParty } from "@/lib/identity/service";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage({ searchParams }: { readonly searchParams: Promise<{ readonly problem?: string | string[] }> }) {
  const { actor, profile } = await currentOwner();
  const problem = problemText((await searchParams).problem);
  const moment = new Intl.DateTimeFormat(profile.locale, { dateStyle: "medium", timeStyle: "short", timeZone: profile.zone, hourCycle: profile.hourCycle });
  const [security, listed, keys] = await Promise.all([describeSecurity(actor), listSessions(actor), listApiKeys(actor)]);
  const sessions = listed.map((session) => ({ ...session, since: moment.format(new Date(session.createdAt)) }));
  const ways = { password: security.password, passkey: security.passkeys.length > 0 };
  const sample = security.email === sampleAddress;
  const passwordWords = security.password
    ? "Changing it signs you out everywhere else."
    : sample && !ways.passkey
      ? "The sample account has none: whoever opens it on this computer is in. With a password it is yours alone, and the way in is “Sign in”."
      : "This account has none yet. Setting one signs you out everywhere else.";
  const at = (instant: string): string => moment.format(new Date(instant));
  const about = (key: ApiKey): string =>
    [
      key.lastUsedAt === null ? "Never used" : `Last used ${at(key.lastUsedAt)}`,
      key.expiresAt === null ? "works until it is revoked" : `works until ${at(key.expiresAt)}`,
      key.scopes.map((scope) => scopeWords[scope].toLowerCase()).join(", "),
    ].join("; ");
  return (
    <>
      {problem !== null && <FormAlert text={problem} />}
      <SettingsSection title="Sessions" about="Where you are signed in. A session ends 30 days after sign-in.">
        <SessionList sessions={sessions} />
      </SettingsSection>
      <SettingsSection title="Password" about={passwordWords}>
        {security.password ? <PasswordForm email={profile.email} /> : <FirstPasswordForm email={profile.email} ways={ways} />}
      </SettingsSection>
      <SettingsSection
        title="E-mail address"
        about={sample ? "Of the sample account: made up, so no mail arrives there." : "Where a link for a new password would go."}
      >
        {sample ? (
          <p className="break-words font-medium">{security.email}</p>
        ) : (
          <AddressCheck email={security.email} emailVerified={security.emailVerified} mail={security.mail} />
        )}
      </SettingsSection>
      <SettingsSection title="Authenticator app" about="A second step after the password: a code from your phone.">
        {security.password || security.google.connectedAs !== null ? (
          <AuthenticatorApp totp={security.totp} ways={ways} />
        ) : (
          <p className="text-sm">The code comes after a password, and this account has none yet. Set one above first.</p>
        )}
      </SettingsSection>
      <SettingsSection title="Passkeys" about="Sign in with your finger, face or PIN instead of password and code.">
        <PasskeyList
          passkeys={security.passkeys.map((passkey) => ({ ...passkey, since: at(passkey.createdAt) }))}
          possible={relyingParty(await headers()) !== null}
          ways={ways}
        />
      </SettingsSection>
      {security.google.configured && (
        <SettingsSection title="Google" about="Sign in with your Google account.">
          <GoogleConnection connectedAs={security.google.connectedAs} ways={ways} />
        </SettingsSection>
      )}
      <SettingsSection title="API keys" about="For programs that act for you, within what you allow them. No key can change how you sign in.">
        <ApiKeyList
          apiKeys={keys.map((key) => ({ ...key, about: about(key) }))}
          scopes={scopes.map((scope) => ({ scope, words: scopeWords[scope] }))}
          ways={ways}
        />
      </SettingsSection>
    </>
  );
}
