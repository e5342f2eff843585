import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { saveDraftEndpoint } from "@/lib/mail/contracts";
import { saveDraft } from "@/lib/mail/service";

export const POST = route(
  saveDraftEndpoint,
  onlyOnce(({ actor, input }) => saveDraft(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
