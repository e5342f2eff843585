import { notAllowed, route } from "@/app/_composition/route";
import { getManagedEndpoint } from "@/lib/delegation/contracts";
import { getManaged } from "@/lib/delegation/service";

export const GET = route(getManagedEndpoint, ({ input }) => getManaged(input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
