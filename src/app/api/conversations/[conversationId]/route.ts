/** One conversation: read, renamed or pinned, deleted. */
import { notAllowed, route } from "@/app/_composition/route";
import { deleteConversationEndpoint, getConversationEndpoint, updateConversationEndpoint } from "@/lib/ai/contracts";
import { deleteConversation, getConversation, updateConversation } from "@/lib/ai/service";

export const GET = route(getConversationEndpoint, ({ actor, input }) => getConversation(actor, input));
export const PATCH = route(updateConversationEndpoint, ({ actor, input }) => updateConversation(actor, input));
export const DELETE = route(deleteConversationEndpoint, ({ actor, input }) => deleteConversation(actor, input.conversationId));
export const { POST, PUT } = notAllowed("GET", "PATCH", "DELETE");
