/** Who did what on this server, for its operator. */
import { notAllowed, route } from "@/app/_composition/route";
import { auditEndpoint } from "@/lib/operations/contracts";
import { auditTrail } from "@/lib/operations/service";

export const GET = route(auditEndpoint, ({ input }) => auditTrail(input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
