import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { problemText } from "@/app/_composition/problem-text";
import { FormAlert } from "@/components/identity/form-alert";
import { AccountList } from "@/components/integrations/account-list";
import { CalendarFile } from "@/components/integrations/calendar-file";
import { FeedList } from "@/components/integrations/feed-list";
import { SettingsSection } from "@/components/settings/settings-section";
import { listFeeds } from "@/lib/calendar-files/service";
import { colors } from "@/lib/integrations/contracts";
import { explainProblem, listConnections } from "@/lib/integrations/service";
import { listCalendars } from "@/lib/scheduling/service";

export const metadata: Metadata = { title: "Accounts" };

export default async function Page({
  searchParams,
}: {
  readonly searchParams: Promise<Readonly<Record<"problem" | "provider", string | string[] | undefined>>>;
}) {
  const { actor, profile } = await currentOwner();
  const { problem, provider } = await searchParams;
  const text = problemText(problem);
  const explained = typeof problem === "string" && typeof provider === "string" ? explainProblem(problem, provider) : null;
  const { connections, providers } = await listConnections(actor);
  const { calendars } = await listCalendars(actor);
  const { feeds } = await listFeeds(actor);
  const moment = new Intl.DateTimeFormat(profile.locale, { timeZone: profile.zone, dateStyle: "medium", timeStyle: "short", hourCycle: profile.hourCycle });
  const readAt = (at: string | null): string => (at === null ? "Not read yet" : `Last read ${moment.format(new Date(at))}`);
  return (
    <>
      {text !== null && <FormAlert text={explained ?? text} />}
      <SettingsSection title="Accounts" about="Calendars and mailboxes you have elsewhere. What is in them appears here, and what you do here happens there.">
        <AccountList connections={connections} providers={providers} colors={colors} />
      </SettingsSection>
      <SettingsSection title="Share your calendar" about="An address that other calendar programs subscribe to. They can read there and change nothing.">
        <FeedList feeds={feeds.map((feed) => ({ ...feed, about: readAt(feed.lastReadAt) }))} calendars={calendars.map(({ id, name }) => ({ id, name }))} />
      </SettingsSection>
      <SettingsSection title="Calendar files" about="Bring events from a file, or take your calendar along. The same file twice adds nothing twice.">
        <CalendarFile calendars={calendars.map(({ id, name, readOnly }) => ({ id, name, readOnly }))} zone={profile.zone} locale={profile.locale} />
      </SettingsSection>
    </>
  );
}
