import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { planTaskEndpoint } from "@/lib/tasks/contracts";
import { planTask } from "@/lib/tasks/service";

export const POST = route(
  planTaskEndpoint,
  onlyOnce(({ actor, input }) => planTask(actor, input)),
);
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
