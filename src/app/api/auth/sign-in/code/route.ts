import { notAllowed, route } from "@/app/_composition/route";
import { setCookies } from "@/app/_composition/set-cookies";
import { secondStepEndpoint } from "@/lib/identity/contracts";
import { finishSecondStep } from "@/lib/identity/service";

export const POST = route(secondStepEndpoint, async ({ input, request, headers }) => setCookies(headers, await finishSecondStep(input.code, request.headers)));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
