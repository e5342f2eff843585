import { notAllowed, route } from "@/app/_composition/route";
import { getSecurityEndpoint } from "@/lib/identity/contracts";
import { describeSecurity } from "@/lib/identity/service";

export const GET = route(getSecurityEndpoint, ({ actor }) => describeSecurity(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
