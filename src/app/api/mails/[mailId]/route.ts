import { notAllowed, route } from "@/app/_composition/route";
import { deleteMailEndpoint, getThreadEndpoint } from "@/lib/mail/contracts";
import { deleteMail, getThread } from "@/lib/mail/service";

export const GET = route(getThreadEndpoint, ({ actor, input }) => getThread(actor, input));
export const DELETE = route(deleteMailEndpoint, ({ actor, input }) => deleteMail(actor, input));
export const { POST, PUT, PATCH } = notAllowed("GET", "DELETE");
