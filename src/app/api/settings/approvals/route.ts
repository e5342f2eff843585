/** What Perin may do by itself. */
import { notAllowed, route } from "@/app/_composition/route";
import { listPoliciesEndpoint } from "@/lib/ai/contracts";
import { listPolicies } from "@/lib/ai/service";

export const GET = route(listPoliciesEndpoint, ({ actor }) => listPolicies(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
