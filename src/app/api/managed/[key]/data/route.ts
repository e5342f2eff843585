import { notAllowed, route } from "@/app/_composition/route";
import { exportVisitorDataEndpoint } from "@/lib/delegation/contracts";
import { exportVisitorData } from "@/lib/delegation/service";

export const GET = route(exportVisitorDataEndpoint, async ({ input }) =>
  Response.json(await exportVisitorData(input), { headers: { "content-disposition": 'attachment; filename="my-data.json"' } }),
);
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
