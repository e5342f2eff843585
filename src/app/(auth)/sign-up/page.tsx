import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { nextPath } from "@/app/_composition/next-path";
import { SignUpForm } from "@/components/identity/sign-up-form";
import { findSignedIn, signUpIsListed, signUpState } from "@/lib/identity/service";
import { mayExploreSample } from "@/lib/owner-data/service";

export const metadata: Metadata = { title: "Make an account" };

export default async function SignUpPage({ searchParams }: { readonly searchParams: Promise<{ readonly next?: string | string[] }> }) {
  const next = nextPath((await searchParams).next);
  if ((await findSignedIn(await headers())) !== null) redirect(next);
  const [state, mayExplore] = await Promise.all([signUpState(), mayExploreSample()]);
  return <SignUpForm next={next} state={state} listed={signUpIsListed()} mayExplore={mayExplore} />;
}
