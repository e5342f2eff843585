/** The owner's word on one action, from the command line of this machine. */
import { notAllowed, route } from "@/app/_composition/route";
import { commandLineDecideEndpoint } from "@/lib/ai/contracts";
import { decideApproval, requestedCommandActor } from "@/lib/ai/service";

export const POST = route(commandLineDecideEndpoint, async ({ input: { as, ...decision }, request }) =>
  decideApproval(await requestedCommandActor(request, as), decision),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
