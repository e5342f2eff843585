/** What waits for the owner's word. */
import { notAllowed, route } from "@/app/_composition/route";
import { listApprovalsEndpoint } from "@/lib/ai/contracts";
import { listApprovals } from "@/lib/ai/service";

export const GET = route(listApprovalsEndpoint, ({ actor, input }) => listApprovals(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
