import { notAllowed, route } from "@/app/_composition/route";
import { answerInvitationEndpoint } from "@/lib/mail/contracts";
import { answerInvitation } from "@/lib/mail/service";

export const POST = route(answerInvitationEndpoint, ({ actor, input }) => answerInvitation(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
