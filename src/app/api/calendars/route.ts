import { notAllowed, route } from "@/app/_composition/route";
import { listCalendarsEndpoint } from "@/lib/scheduling/contracts";
import { listCalendars } from "@/lib/scheduling/service";

export const GET = route(listCalendarsEndpoint, ({ actor }) => listCalendars(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
