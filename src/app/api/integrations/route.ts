import { notAllowed, route } from "@/app/_composition/route";
import { connectEndpoint, listConnectionsEndpoint } from "@/lib/integrations/contracts";
import { listConnections, startConnecting } from "@/lib/integrations/service";

export const GET = route(listConnectionsEndpoint, ({ actor }) => listConnections(actor));
export const POST = route(connectEndpoint, ({ actor, input }) => startConnecting(actor, input));
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
