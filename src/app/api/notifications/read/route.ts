import { notAllowed, route } from "@/app/_composition/route";
import { readNotificationsEndpoint } from "@/lib/notifications/contracts";
import { readNotifications } from "@/lib/notifications/service";

export const POST = route(readNotificationsEndpoint, ({ actor, input }) => readNotifications(actor, input));
export const { GET, PUT, PATCH, DELETE } = notAllowed("POST");
