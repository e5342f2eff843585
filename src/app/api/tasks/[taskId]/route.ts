import { notAllowed, route } from "@/app/_composition/route";
import { changeTaskEndpoint, deleteTaskEndpoint } from "@/lib/tasks/contracts";
import { changeTask, deleteTask } from "@/lib/tasks/service";

export const PATCH = route(changeTaskEndpoint, ({ actor, input }) => changeTask(actor, input));
export const DELETE = route(deleteTaskEndpoint, ({ actor, input }) => deleteTask(actor, input));
export const { GET, POST, PUT } = notAllowed("PATCH", "DELETE");
