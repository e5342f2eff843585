import { notAllowed, route } from "@/app/_composition/route";
import { exportDataEndpoint } from "@/lib/owner-data/contracts";
import { exportData } from "@/lib/owner-data/service";

export const GET = route(exportDataEndpoint, async ({ actor }) => {
  const { name, stream } = await exportData(actor);
  return new Response(stream, { headers: { "content-type": "application/zip", "content-disposition": `attachment; filename="${name}"` } });
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
