import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { nextPath } from "@/app/_composition/next-path";
import { SecondStepForm } from "@/components/identity/second-step-form";
import { findSignedIn, secondStepWaits } from "@/lib/identity/service";

export const metadata: Metadata = { title: "The second step" };

/** Whoever comes back here later, or without a first step, is where they have to begin. */
export default async function SecondStepPage({ searchParams }: { readonly searchParams: Promise<{ readonly next?: string | string[] }> }) {
  const next = nextPath((await searchParams).next);
  const asked = await headers();
  if ((await findSignedIn(asked)) !== null) redirect(next);
  if (!(await secondStepWaits(asked))) redirect(`/sign-in?problem=identity/link-expired&next=${encodeURIComponent(next)}`);
  return <SecondStepForm next={next} />;
}
