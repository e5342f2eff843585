import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { nextPath } from "@/app/_composition/next-path";
import { problemText } from "@/app/_composition/problem-text";
import { SignInForm } from "@/components/identity/sign-in-form";
import { findSignedIn, googleSignInConfigured, relyingParty, signUpState } from "@/lib/identity/service";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly problem?: string | string[] }>;
}) {
  const { next: wanted, problem } = await searchParams;
  const next = nextPath(wanted);
  const asked = await headers();
  if ((await findSignedIn(asked)) !== null) redirect(next);
  return (
    <SignInForm
      next={next}
      mayJoin={(await signUpState()) !== "closed"}
      google={googleSignInConfigured()}
      passkeys={relyingParty(asked) !== null}
      refused={problemText(problem)}
    />
  );
}
