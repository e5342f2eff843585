import { notAllowed, route } from "@/app/_composition/route";
import { callerOf } from "@/app/_composition/visitor";
import { bookSlotEndpoint } from "@/lib/delegation/contracts";
import { bookSlot } from "@/lib/delegation/service";

export const POST = route(bookSlotEndpoint, ({ input, request, idempotencyKey }) => bookSlot(callerOf(request), input, { idempotencyKey }));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
