import { notAllowed, route } from "@/app/_composition/route";
import { eraseVisitorDataEndpoint } from "@/lib/delegation/contracts";
import { eraseVisitorData } from "@/lib/delegation/service";

export const POST = route(eraseVisitorDataEndpoint, ({ input }) => eraseVisitorData(input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
