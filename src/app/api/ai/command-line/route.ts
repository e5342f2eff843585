/** Saying something to Perin from the command line of this machine. */
import { createUIMessageStreamResponse } from "ai";
import { notAllowed, route } from "@/app/_composition/route";
import { commandLineAskEndpoint } from "@/lib/ai/contracts";
import { answer, requestedCommandActor } from "@/lib/ai/service";

export const POST = route(commandLineAskEndpoint, async ({ input, request, headers }) => {
  const actor = await requestedCommandActor(request, input.as);
  const { conversationId, stream } = await answer(actor, {
    conversationId: input.conversationId,
    messages: [{ role: "user", parts: [{ type: "text", text: input.text }] }],
    trigger: "submit-message",
  });
  headers.set("x-conversation-id", conversationId);
  return createUIMessageStreamResponse({ stream });
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
