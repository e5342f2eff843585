import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { currentOwner } from "@/app/_composition/current-owner";
import { AuditList } from "@/components/operator/audit-list";
import { ErrorList } from "@/components/operator/error-list";
import { BackgroundWork } from "@/components/operator/background-work";
import { Parts } from "@/components/operator/parts";
import { Section } from "@/components/operator/section";
import { jobStates, listDeadLetters } from "@/lib/background/service";
import { auditTrail, examine, recentErrors } from "@/lib/operations/service";

export const metadata: Metadata = { title: "Operator" };

interface Props {
  readonly searchParams: Promise<{ readonly before?: string | string[] }>;
}

const upFor = (seconds: number): string => {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3_600), Math.floor((seconds % 3_600) / 60)];
  return [days > 0 && `${days} d`, (days > 0 || hours > 0) && `${hours} h`, `${minutes} min`].filter((part) => part !== false).join(" ");
};

/** For everybody but the operator there is nothing at this address. */
export default async function OperatorPage({ searchParams }: Props) {
  const { actor, profile } = await currentOwner();
  if (profile.role !== "operator") notFound();
  const { before } = await searchParams;
  const cursor = typeof before === "string" && /^[0-9a-f-]{36}$/.test(before) ? before : undefined;
  const [examination, audit, work, deadJobs, deadMessages] = await Promise.all([
    examine(),
    auditTrail({ before: cursor, limit: 25 }),
    jobStates(actor),
    listDeadLetters(actor, { kind: "job", limit: 50 }),
    listDeadLetters(actor, { kind: "message", limit: 50 }),
  ]);
  const moment = new Intl.DateTimeFormat(profile.locale, { dateStyle: "medium", timeStyle: "short", timeZone: profile.zone, hourCycle: profile.hourCycle });
  const say = (instant: string): string => moment.format(new Date(instant));
  const recent = recentErrors();
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-6 sm:px-6 lg:py-10">
      <h1 className="text-2xl font-semibold tracking-tight">Operator</h1>
      <p className="mt-1 text-sm text-ink-soft">
        Perin {examination.version}, up for {upFor(examination.uptimeSeconds)}, {examination.memoryMb} MB of memory.{" "}
        <code className="text-ink">npm run doctor</code> says what could be better.
      </p>
      <Parts examination={examination} say={say} />
      <Section title="Background work" about="Jobs of all processes on this database, and what was given up after the last try.">
        <BackgroundWork jobs={work.jobs} dead={[...deadJobs.items, ...deadMessages.items].map((each) => ({ ...each, deadAt: say(each.deadAt) }))} say={say} />
      </Section>
      <Section title="Recent errors" about="From this server’s error log; names, addresses and secrets are taken out before a line is written.">
        <ErrorList recent={recent} say={say} />
      </Section>
      <Section title="Audit log" about="Who did what, on the whole server. What it was about stays the owner’s.">
        <AuditList page={audit} first={cursor === undefined} say={say} />
      </Section>
    </div>
  );
}
