/** Following an answer that is being written, after a reload. */
import { createUIMessageStreamResponse } from "ai";
import { notAllowed, route } from "@/app/_composition/route";
import { resumeChatEndpoint } from "@/lib/ai/contracts";
import { requireConversation, resumeAnswer } from "@/lib/ai/service";

export const GET = route(resumeChatEndpoint, async ({ actor, input }) => {
  await requireConversation(actor, input.conversationId);
  const stream = await resumeAnswer(actor, input.conversationId);
  return stream ? createUIMessageStreamResponse({ stream, keepAliveMs: 15_000 }) : new Response(null, { status: 204 });
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
