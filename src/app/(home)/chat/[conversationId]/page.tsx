/** A conversation as far as it has come; an answer that is being written goes on. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { currentOwner } from "@/app/_composition/current-owner";
import { Chat } from "@/components/chat/chat";
import type { ChatMessage } from "@/components/chat/chat-message";
import { getConversation, listApprovals } from "@/lib/ai/service";
import { isAppError } from "@/lib/errors";
import { weekOfOwner } from "../week-of-owner";

export const metadata: Metadata = { title: "Chat" };

interface Props {
  readonly params: Promise<{ readonly conversationId: string }>;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const load = async (owner: Awaited<ReturnType<typeof currentOwner>>, conversationId: string) => {
  try {
    return await getConversation(owner.actor, { conversationId, limit: 50 });
  } catch (error) {
    if (isAppError(error) && error.kind === "not-found") notFound();
    throw error;
  }
};

export default async function ConversationPage({ params }: Props) {
  const { conversationId } = await params;
  if (!uuid.test(conversationId)) notFound();
  const owner = await currentOwner();
  const [{ conversation, messages, answering }, { approvals }, week] = await Promise.all([
    load(owner, conversationId),
    listApprovals(owner.actor, { state: "all", limit: 100 }),
    weekOfOwner(owner),
  ]);
  return (
    <Chat
      key={conversationId}
      conversationId={conversationId}
      title={conversation.title}
      messages={messages as unknown as ChatMessage[]}
      answering={answering}
      approvals={approvals.filter((approval) => approval.conversationId === conversationId)}
      profile={owner.profile}
      {...week}
    />
  );
}
