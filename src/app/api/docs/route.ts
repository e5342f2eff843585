/** The API's description (OpenAPI 3.1), drawn from the declarations that the routes run on. */
import { notAllowed, route } from "@/app/_composition/route";
import { environmentValue, publicOrigin } from "@/lib/config";
import { sessionCookieName } from "@/lib/http/origin";
import { describeApi, docsEndpoint } from "./document";

const answer = route(docsEndpoint, () =>
  Promise.resolve({ ...describeApi({ server: environmentValue("NEXT_PUBLIC_API_URL"), sessionCookie: sessionCookieName() }) }),
);

export const GET = (request: Request = new Request(`${publicOrigin()}/api/docs`)): Promise<Response> => answer(request);
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
