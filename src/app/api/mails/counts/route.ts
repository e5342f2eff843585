import { notAllowed, route } from "@/app/_composition/route";
import { countMailsEndpoint } from "@/lib/mail/contracts";
import { countMails } from "@/lib/mail/service";

export const GET = route(countMailsEndpoint, ({ actor }) => countMails(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
