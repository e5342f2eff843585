/** Saying something to Perin. */
import { createUIMessageStreamResponse } from "ai";
import { notAllowed, route } from "@/app/_composition/route";
import { chatEndpoint } from "@/lib/ai/contracts";
import { answer } from "@/lib/ai/service";

export const POST = route(chatEndpoint, async ({ actor, input, headers }) => {
  const { id, messages, trigger, messageId } = input;
  const { conversationId, stream } = await answer(actor, { conversationId: id, messages, trigger, messageId });
  headers.set("x-conversation-id", conversationId);
  return createUIMessageStreamResponse({ stream, keepAliveMs: 15_000 });
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
