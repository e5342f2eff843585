import { notAllowed, route } from "@/app/_composition/route";
import { undoAnyChange } from "@/lib/ai/service";
import { undoChangeEndpoint } from "@/lib/scheduling/contracts";

export const POST = route(undoChangeEndpoint, ({ actor, input }) => undoAnyChange(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
