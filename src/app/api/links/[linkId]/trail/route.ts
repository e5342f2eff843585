import { notAllowed, route } from "@/app/_composition/route";
import { listLinkTrailEndpoint } from "@/lib/delegation/contracts";
import { listLinkTrail } from "@/lib/delegation/service";

export const GET = route(listLinkTrailEndpoint, ({ actor, input }) => listLinkTrail(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
