import { notAllowed, route } from "@/app/_composition/route";
import { decideProposalEndpoint } from "@/lib/delegation/contracts";
import { decideProposal } from "@/lib/delegation/service";

export const POST = route(decideProposalEndpoint, ({ actor, input }) => decideProposal(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
