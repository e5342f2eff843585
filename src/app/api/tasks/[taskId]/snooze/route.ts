import { notAllowed, route } from "@/app/_composition/route";
import { snoozeTaskEndpoint } from "@/lib/tasks/contracts";
import { snoozeTask } from "@/lib/tasks/service";

export const POST = route(snoozeTaskEndpoint, ({ actor, input }) => snoozeTask(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
