import { notAllowed, route } from "@/app/_composition/route";
import { findMeetingsWithEndpoint } from "@/lib/scheduling/contracts";
import { findMeetingsWith } from "@/lib/scheduling/service";

export const GET = route(findMeetingsWithEndpoint, ({ actor, input }) => findMeetingsWith(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
