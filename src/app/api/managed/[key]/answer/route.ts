import { notAllowed, route } from "@/app/_composition/route";
import { answerCounterEndpoint } from "@/lib/delegation/contracts";
import { answerCounter } from "@/lib/delegation/service";

export const POST = route(answerCounterEndpoint, ({ input }) => answerCounter(input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
