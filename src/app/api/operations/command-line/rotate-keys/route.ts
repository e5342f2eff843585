/** A new key for everything sealed in the database that this server holds, asked for by `perin rotate-keys`. */
import { requireControlToken } from "@/app/_composition/control-token";
import { notAllowed, route } from "@/app/_composition/route";
import { commandLineRotateKeysEndpoint } from "@/lib/operations/contracts";
import { rotateKeys } from "@/lib/operations/service";

export const POST = route(commandLineRotateKeysEndpoint, ({ input, request }) => {
  requireControlToken(request);
  return rotateKeys(input);
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
