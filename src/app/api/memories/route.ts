import { notAllowed, onlyOnce, route } from "@/app/_composition/route";
import { createMemoryEndpoint, listMemoriesEndpoint } from "@/lib/memory/contracts";
import { createMemory, listMemories } from "@/lib/memory/service";

export const GET = route(listMemoriesEndpoint, ({ actor, input }) => listMemories(actor, input));
export const POST = route(
  createMemoryEndpoint,
  onlyOnce(({ actor, input }) => createMemory(actor, input)),
);
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
