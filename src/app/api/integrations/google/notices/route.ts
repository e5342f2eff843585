/** Google's calls: a calendar has news. */
import { notAllowed, route } from "@/app/_composition/route";
import { hearNoticeEndpoint } from "@/lib/integrations/contracts";
import { hearNotice } from "@/lib/integrations/service";

export const POST = route(hearNoticeEndpoint, async ({ request: { headers } }) => {
  await hearNotice({ channelId: headers.get("x-goog-channel-id"), secret: headers.get("x-goog-channel-token") });
  return {};
});
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
