/** A conversation that hasn't begun. */
import type { Metadata } from "next";
import { currentOwner } from "@/app/_composition/current-owner";
import { Chat } from "@/components/chat/chat";
import { weekOfOwner } from "./week-of-owner";

export const metadata: Metadata = { title: "Chat" };

/** `?say=` is what another page proposes to say; it stands in the field and waits. */
interface PageProps {
  readonly searchParams: Promise<{ readonly say?: string | string[] }>;
}

const wordsMax = 500;

export default async function NewChatPage({ searchParams }: PageProps) {
  const owner = await currentOwner();
  const { say } = await searchParams;
  const conversationId = crypto.randomUUID();
  return (
    <Chat
      key={conversationId}
      conversationId={conversationId}
      {...(typeof say === "string" ? { words: say.slice(0, wordsMax) } : {})}
      messages={[]}
      answering={false}
      approvals={[]}
      profile={owner.profile}
      {...await weekOfOwner(owner)}
    />
  );
}
