import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { createTaskEndpoint, listTasksEndpoint } from "@/lib/tasks/contracts";
import { createTask, createTaskFromLine, listTasks } from "@/lib/tasks/service";

export const GET = route(listTasksEndpoint, ({ actor, input }) => listTasks(actor, input));
export const POST = route(
  createTaskEndpoint,
  onlyOnce(({ actor, input: { line, title = "", ...fields } }) =>
    line === undefined ? createTask(actor, { title, ...fields }) : createTaskFromLine(actor, line),
  ),
);
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
