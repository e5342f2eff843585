import { notAllowed, route } from "@/app/_composition/route";
import { listDuplicatesEndpoint } from "@/lib/people/contracts";
import { listDuplicates } from "@/lib/people/service";

export const GET = route(listDuplicatesEndpoint, ({ actor }) => listDuplicates(actor));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
