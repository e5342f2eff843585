import { notAllowed, route } from "@/app/_composition/route";
import { getTodayEndpoint } from "@/lib/briefs/contracts";
import { getToday } from "@/lib/briefs/service";

export const GET = route(getTodayEndpoint, ({ actor }) => getToday(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
