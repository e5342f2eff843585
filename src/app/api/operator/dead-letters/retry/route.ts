import { notAllowed, route } from "@/app/_composition/route";
import { retryDeadLettersEndpoint } from "@/lib/background/contracts";
import { retryDeadLetters } from "@/lib/background/service";

export const POST = route(retryDeadLettersEndpoint, async ({ actor, input }) => ({ retried: await retryDeadLetters(actor, input) }));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
