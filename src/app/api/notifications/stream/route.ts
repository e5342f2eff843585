/** What an open page listens to. */
import { notAllowed, route } from "@/app/_composition/route";
import { followNotificationsEndpoint } from "@/lib/notifications/contracts";
import { followNotifications } from "@/lib/notifications/service";

export const GET = route(
  followNotificationsEndpoint,
  async ({ actor }) =>
    new Response(await followNotifications(actor), { headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" } }),
);
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
