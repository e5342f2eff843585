import { notAllowed, route } from "@/app/_composition/route";
import { removeSampleEndpoint } from "@/lib/owner-data/contracts";
import { removeSample } from "@/lib/owner-data/service";

export const DELETE = route(removeSampleEndpoint, ({ actor }) => removeSample(actor));
export const { GET, POST, PUT, PATCH } = notAllowed("DELETE");
