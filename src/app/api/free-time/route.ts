import { notAllowed, route } from "@/app/_composition/route";
import { findFreeTimeEndpoint } from "@/lib/scheduling/contracts";
import { findFreeTime } from "@/lib/scheduling/service";

export const POST = route(findFreeTimeEndpoint, ({ actor, input }) => findFreeTime(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
