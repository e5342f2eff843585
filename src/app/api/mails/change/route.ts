import { notAllowed, route } from "@/app/_composition/route";
import { changeMailsEndpoint } from "@/lib/mail/contracts";
import { changeMails } from "@/lib/mail/service";

export const POST = route(changeMailsEndpoint, ({ actor, input }) => changeMails(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
