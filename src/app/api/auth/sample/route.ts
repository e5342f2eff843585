import { notAllowed, route } from "@/app/_composition/route";
import { setCookies } from "@/app/_composition/set-cookies";
import { exploreSampleEndpoint } from "@/lib/owner-data/contracts";
import { exploreSample } from "@/lib/owner-data/service";

export const POST = route(exploreSampleEndpoint, async ({ input, request, headers }) => setCookies(headers, await exploreSample(input, request.headers)));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
