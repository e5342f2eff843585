import { notAllowed, route } from "@/app/_composition/route";
import { listMailsEndpoint } from "@/lib/mail/contracts";
import { listMails } from "@/lib/mail/service";

export const GET = route(listMailsEndpoint, ({ actor, input }) => listMails(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
