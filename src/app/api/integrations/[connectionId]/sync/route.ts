import { notAllowed, route } from "@/app/_composition/route";
import { syncConnectionEndpoint } from "@/lib/integrations/contracts";
import { syncNow } from "@/lib/integrations/service";

export const POST = route(syncConnectionEndpoint, ({ actor, input }) => syncNow(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
