import { nextPath } from "@/app/_composition/next-path";
import { orTellOn, redirectWith } from "@/app/_composition/redirect";
import { notAllowed, route } from "@/app/_composition/route";
import { AppError } from "@/lib/errors";
import { startGoogleEndpoint } from "@/lib/identity/contracts";
import { startGoogle } from "@/lib/identity/service";

export const GET = route(startGoogleEndpoint, ({ input, actor }) => {
  const link = input.link === true;
  const go = async (): Promise<Response> => {
    if (link && actor === null) throw new AppError("identity/unauthenticated");
    const { to, cookies } = await startGoogle(nextPath(input.next), link ? actor : null);
    return redirectWith(to, cookies);
  };
  return orTellOn(link ? "/settings/security" : "/sign-in", go());
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
