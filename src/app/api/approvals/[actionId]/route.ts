/** The owner's word on one action. */
import { notAllowed, route } from "@/app/_composition/route";
import { decideApprovalEndpoint } from "@/lib/ai/contracts";
import { decideApproval } from "@/lib/ai/service";

export const POST = route(decideApprovalEndpoint, ({ actor, input }) => decideApproval(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
