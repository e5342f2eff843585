import { notAllowed, route } from "@/app/_composition/route";
import { listNotificationsEndpoint } from "@/lib/notifications/contracts";
import { listNotifications } from "@/lib/notifications/service";

export const GET = route(listNotificationsEndpoint, ({ actor, input }) => listNotifications(actor, input));
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
