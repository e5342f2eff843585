import { notAllowed, route } from "@/app/_composition/route";
import { importFileEndpoint } from "@/lib/calendar-files/contracts";
import { importFile } from "@/lib/calendar-files/service";

export const POST = route(importFileEndpoint, ({ actor, input }) => importFile(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
