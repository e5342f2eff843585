import { notAllowed, route } from "@/app/_composition/route";
import { explainTimeEndpoint } from "@/lib/scheduling/contracts";
import { explainTime } from "@/lib/scheduling/service";

export const POST = route(explainTimeEndpoint, ({ actor, input }) => explainTime(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
