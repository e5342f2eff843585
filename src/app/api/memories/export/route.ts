import { notAllowed, route } from "@/app/_composition/route";
import { exportMemoriesEndpoint } from "@/lib/memory/contracts";
import { exportMemories } from "@/lib/memory/service";

export const GET = route(exportMemoriesEndpoint, async ({ actor, input }) => {
  const { name, type, text } = await exportMemories(actor, input);
  return new Response(text, { headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` } });
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
