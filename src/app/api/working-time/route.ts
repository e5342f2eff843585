import { notAllowed, route } from "@/app/_composition/route";
import { listWorkingTimeEndpoint } from "@/lib/scheduling/contracts";
import { listWorkingTime } from "@/lib/scheduling/service";

export const GET = route(listWorkingTimeEndpoint, ({ actor, input }) => listWorkingTime(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
