import { notAllowed, route } from "@/app/_composition/route";
import { listNotificationChoicesEndpoint, putNotificationChoiceEndpoint } from "@/lib/notifications/contracts";
import { listNotificationChoices, putNotificationChoice } from "@/lib/notifications/service";

export const GET = route(listNotificationChoicesEndpoint, ({ actor }) => listNotificationChoices(actor));
export const PUT = route(putNotificationChoiceEndpoint, ({ actor, input }) => putNotificationChoice(actor, input));
export const { POST, PATCH, DELETE } = notAllowed("GET", "PUT");
