/** Tries one configured model with a few real words. */
import { notAllowed, route } from "@/app/_composition/route";
import { tryModelEndpoint } from "@/lib/ai/contracts";
import { tryModel } from "@/lib/ai/service";

export const POST = route(tryModelEndpoint, ({ actor, input }) => tryModel(actor, input.modelId));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
