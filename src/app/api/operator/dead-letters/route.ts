import { notAllowed, route } from "@/app/_composition/route";
import { listDeadLettersEndpoint } from "@/lib/background/contracts";
import { listDeadLetters } from "@/lib/background/service";

export const GET = route(listDeadLettersEndpoint, ({ actor, input }) => listDeadLetters(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
