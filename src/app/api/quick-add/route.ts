import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { quickAddEndpoint } from "@/lib/ai/contracts";
import { quickAdd } from "@/lib/ai/service";

export const POST = route(
  quickAddEndpoint,
  onlyOnce(({ actor, input }) => quickAdd(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
