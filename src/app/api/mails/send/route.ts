import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { sendMailEndpoint } from "@/lib/mail/contracts";
import { sendMail } from "@/lib/mail/service";

export const POST = route(
  sendMailEndpoint,
  onlyOnce(({ actor, input }) => sendMail(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
