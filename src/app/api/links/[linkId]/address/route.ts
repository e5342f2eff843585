import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { renewAddressEndpoint } from "@/lib/delegation/contracts";
import { renewAddress } from "@/lib/delegation/service";

export const POST = route(
  renewAddressEndpoint,
  onlyOnce(({ actor, input }) => renewAddress(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
