/** Changing what Perin may do by itself. */
import { notAllowed, route } from "@/app/_composition/route";
import { putPolicyEndpoint } from "@/lib/ai/contracts";
import { putPolicy } from "@/lib/ai/service";

export const PUT = route(putPolicyEndpoint, ({ actor, input }) => putPolicy(actor, input));
export const { GET, POST, PATCH, DELETE } = notAllowed("PUT");
