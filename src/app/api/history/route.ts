import { notAllowed, route } from "@/app/_composition/route";
import { listHistoryEndpoint } from "@/lib/ai/contracts";
import { listHistory } from "@/lib/ai/service";

export const GET = route(listHistoryEndpoint, ({ actor, input }) => listHistory(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
