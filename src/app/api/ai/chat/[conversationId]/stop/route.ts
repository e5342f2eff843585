/** Stopping an answer: closing the page doesn't, this does. */
import { notAllowed, route } from "@/app/_composition/route";
import { stopChatEndpoint } from "@/lib/ai/contracts";
import { requireConversation, stopAnswer } from "@/lib/ai/service";

export const POST = route(stopChatEndpoint, async ({ actor, input }) => {
  await requireConversation(actor, input.conversationId);
  return stopAnswer(actor, input.conversationId);
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
