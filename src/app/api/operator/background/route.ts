import { notAllowed, route } from "@/app/_composition/route";
import { getBackgroundEndpoint } from "@/lib/background/contracts";
import { jobStates } from "@/lib/background/service";

export const GET = route(getBackgroundEndpoint, ({ actor }) => jobStates(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
