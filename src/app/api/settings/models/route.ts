/** Which models there are, which one answers, and why. */
import { notAllowed, route } from "@/app/_composition/route";
import { listModelsEndpoint } from "@/lib/ai/contracts";
import { listModels } from "@/lib/ai/service";

export const GET = route(listModelsEndpoint, ({ actor }) => Promise.resolve(listModels(actor)));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
