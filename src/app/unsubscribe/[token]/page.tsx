/** Where a link at the foot of a mail leads: it asks first, and a mail scanner that opens it changes nothing. */
import type { Metadata } from "next";
import { headers } from "next/headers";
import { Unsubscribe } from "@/components/notifications/unsubscribe";
import { describeUnsubscribe } from "@/lib/notifications/service";

export const metadata: Metadata = { title: "Fewer mails", robots: { index: false } };

const labelOf = (token: string): string | null => {
  try {
    return describeUnsubscribe({ token: decodeURIComponent(token) }).label;
  } catch {
    return null;
  }
};

export default async function UnsubscribePage({ params }: { readonly params: Promise<{ readonly token: string }> }) {
  await headers();
  const { token } = await params;
  return <Unsubscribe token={decodeURIComponent(token)} label={labelOf(token)} />;
}
