import { notAllowed, route } from "@/app/_composition/route";
import { restoreTaskEndpoint } from "@/lib/tasks/contracts";
import { restoreTask } from "@/lib/tasks/service";

export const POST = route(restoreTaskEndpoint, ({ actor, input }) => restoreTask(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
