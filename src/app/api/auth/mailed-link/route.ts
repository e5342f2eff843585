import { notAllowed, route } from "@/app/_composition/route";
import { lookAtMailedLinkEndpoint } from "@/lib/identity/contracts";
import { isTokenAlive } from "@/lib/identity/service";

export const POST = route(lookAtMailedLinkEndpoint, async ({ input: { kind, token } }) => ({ alive: await isTokenAlive(kind, token) }));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
