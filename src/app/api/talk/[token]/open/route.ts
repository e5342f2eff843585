import { notAllowed, route } from "@/app/_composition/route";
import { callerOf, visitCookie } from "@/app/_composition/visitor";
import { openTalkEndpoint } from "@/lib/delegation/contracts";
import { openTalk } from "@/lib/delegation/service";

export const POST = route(openTalkEndpoint, async ({ input, request, headers }) => {
  const { answer, secret } = await openTalk(callerOf(request), input);
  if (secret !== null) headers.append("set-cookie", visitCookie(input.token, secret));
  return answer;
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
