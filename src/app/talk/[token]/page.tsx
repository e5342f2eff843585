/** A link, opened by whoever holds it. Asking for the page does nothing and tells nothing: the browser comes in by POST. */
import type { Metadata } from "next";
import { headers } from "next/headers";
import { languagesOf } from "@/app/_composition/languages";
import { TalkPage } from "@/components/talk/talk-page";

export const metadata: Metadata = { title: "Find a time", referrer: "no-referrer", robots: { index: false, follow: false } };

export default async function Page({ params }: { readonly params: Promise<{ readonly token: string }> }) {
  const { token } = await params;
  return <TalkPage token={token} languages={languagesOf((await headers()).get("accept-language"))} />;
}
