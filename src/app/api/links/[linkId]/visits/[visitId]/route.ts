import { notAllowed, route } from "@/app/_composition/route";
import { getVisitEndpoint } from "@/lib/delegation/contracts";
import { getVisit } from "@/lib/delegation/service";

export const GET = route(getVisitEndpoint, ({ actor, input }) => getVisit(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
