import { notAllowed, route } from "@/app/_composition/route";
import { listVisitsEndpoint } from "@/lib/delegation/contracts";
import { listVisits } from "@/lib/delegation/service";

export const GET = route(listVisitsEndpoint, ({ actor, input }) => listVisits(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
