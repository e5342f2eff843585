/** Who looks at this page; a stranger is led to sign-in and back. */
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor, Profile } from "@/lib/identity/contracts";
import { findProfile, findSignedIn } from "@/lib/identity/service";

export interface Owner {
  readonly actor: Actor;
  readonly profile: Profile;
}

/** The signed-in owner, asked once per request, or null. */
export const signedInOwner = cache(async (): Promise<Owner | null> => {
  const signedIn = await findSignedIn(await headers());
  return signedIn === null ? null : { actor: signedIn.actor, profile: await findProfile(signedIn.actor) };
});

/** The signed-in owner. Redirects to /sign-in when there is none. */
export const currentOwner = async (): Promise<Owner> => {
  const owner = await signedInOwner();
  if (owner === null) redirect(`/sign-in?next=${encodeURIComponent((await headers()).get("x-perin-path") ?? "/chat")}`);
  return owner;
};
