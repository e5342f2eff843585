import { notAllowed, route } from "@/app/_composition/route";
import { readQuickAddEndpoint } from "@/lib/ai/contracts";
import { readQuickAdd } from "@/lib/ai/service";

export const POST = route(readQuickAddEndpoint, ({ actor, input }) => readQuickAdd(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
