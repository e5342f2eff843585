/** A booking, for whoever has its signed address. Opening the page changes nothing, also when a mail scanner does. */
import type { Metadata } from "next";
import { headers } from "next/headers";
import { languagesOf } from "@/app/_composition/languages";
import { ManagePage } from "@/components/talk/manage-page";

export const metadata: Metadata = { title: "Your meeting", referrer: "no-referrer", robots: { index: false, follow: false } };

export default async function Page({ params }: { readonly params: Promise<{ readonly key: string }> }) {
  const { key } = await params;
  return <ManagePage managedKey={key} languages={languagesOf((await headers()).get("accept-language"))} />;
}
