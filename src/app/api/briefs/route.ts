import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { createBriefEndpoint, listBriefsEndpoint } from "@/lib/briefs/contracts";
import { createBrief, listBriefs } from "@/lib/briefs/service";

export const GET = route(listBriefsEndpoint, ({ actor, input }) => listBriefs(actor, input));
export const POST = route(
  createBriefEndpoint,
  onlyOnce(({ actor }) => createBrief(actor)),
);
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
