import { notAllowed, route } from "@/app/_composition/route";
import { listSessionsEndpoint } from "@/lib/identity/contracts";
import { listSessions } from "@/lib/identity/service";

export const GET = route(listSessionsEndpoint, async ({ actor }) => ({ sessions: await listSessions(actor) }));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
