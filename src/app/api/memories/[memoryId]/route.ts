import { notAllowed, route } from "@/app/_composition/route";
import { deleteMemoryEndpoint, updateMemoryEndpoint } from "@/lib/memory/contracts";
import { deleteMemory, updateMemory } from "@/lib/memory/service";

export const PATCH = route(updateMemoryEndpoint, ({ actor, input }) => updateMemory(actor, input));
export const DELETE = route(deleteMemoryEndpoint, ({ actor, input }) => deleteMemory(actor, input));
export const { GET, POST, PUT } = notAllowed("PATCH", "DELETE");
