/** The owner's conversations. */
import { notAllowed, route } from "@/app/_composition/route";
import { listConversationsEndpoint } from "@/lib/ai/contracts";
import { listConversations } from "@/lib/ai/service";

export const GET = route(listConversationsEndpoint, ({ actor, input }) => listConversations(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
