import { Newspaper } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { currentOwner } from "@/app/_composition/current-owner";
import { BriefText } from "@/components/today/brief-text";
import { EmptyState } from "@/components/ui/empty-state";
import { listBriefsEndpoint } from "@/lib/briefs/contracts";
import { listBriefs } from "@/lib/briefs/service";
import { formatDay } from "@/lib/time/format";

export const metadata: Metadata = { title: "Briefs" };

interface PageProps {
  readonly searchParams: Promise<{ readonly before?: string | string[] }>;
}

export default async function Page({ searchParams }: PageProps) {
  const { actor, profile } = await currentOwner();
  const asked = listBriefsEndpoint.input.safeParse({ cursor: (await searchParams).before });
  const { briefs, nextCursor } = await listBriefs(actor, asked.success ? asked.data : {});
  const now = Temporal.Now.instant().toString();
  const dayOf = (day: string): string => formatDay(`${day}T12:00:00Z`, { zone: "UTC", locale: profile.locale, now });
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-6 sm:px-6 lg:py-10">
      <h1 className="text-2xl font-semibold tracking-tight">Daily briefs</h1>
      {briefs.length === 0 && (
        <EmptyState icon={Newspaper} title="No brief yet">
          Each morning a few sentences on what the day holds are kept here.
        </EmptyState>
      )}
      {briefs.map((brief) => (
        <section key={brief.id} aria-label={dayOf(brief.day)} className="mt-8">
          <h2 className="mb-1 font-medium">{dayOf(brief.day)}</h2>
          <BriefText brief={brief} />
        </section>
      ))}
      {nextCursor !== null && (
        <Link href={`/today/briefs?before=${nextCursor}`} className="mt-8 inline-block text-accent-text underline underline-offset-4">
          Earlier ones
        </Link>
      )}
    </div>
  );
}
