import { notAllowed, route } from "@/app/_composition/route";
import { triageMailsEndpoint } from "@/lib/mail/contracts";
import { triageMails } from "@/lib/mail/service";

export const GET = route(triageMailsEndpoint, ({ actor, input }) => triageMails(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
