import { notAllowed, route } from "@/app/_composition/route";
import { downloadInvitationEndpoint } from "@/lib/delegation/contracts";
import { downloadInvitation } from "@/lib/delegation/service";

export const GET = route(
  downloadInvitationEndpoint,
  async ({ input }) =>
    new Response(await downloadInvitation(input), {
      headers: { "content-type": "text/calendar; charset=utf-8; method=PUBLISH", "content-disposition": 'attachment; filename="meeting.ics"' },
    }),
);
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
