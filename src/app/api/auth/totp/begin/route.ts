import { notAllowed, route } from "@/app/_composition/route";
import { beginTotpEndpoint } from "@/lib/identity/contracts";
import { beginTotp } from "@/lib/identity/service";

export const POST = route(beginTotpEndpoint, ({ actor }) => beginTotp(actor));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
