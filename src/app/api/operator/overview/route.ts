/** The operator's view as data. */
import { notAllowed, route } from "@/app/_composition/route";
import { overviewEndpoint } from "@/lib/operations/contracts";
import { examine, recentErrors } from "@/lib/operations/service";

export const GET = route(overviewEndpoint, async () => ({ examination: await examine(), recent: recentErrors() }));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
