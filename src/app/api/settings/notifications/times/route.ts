import { notAllowed, route } from "@/app/_composition/route";
import { getNotificationSettingsEndpoint, putNotificationSettingsEndpoint } from "@/lib/notifications/contracts";
import { getNotificationSettings, putNotificationSettings } from "@/lib/notifications/service";

export const GET = route(getNotificationSettingsEndpoint, ({ actor }) => getNotificationSettings(actor));
export const PUT = route(putNotificationSettingsEndpoint, ({ actor, input }) => putNotificationSettings(actor, input));
export const { POST, PATCH, DELETE } = notAllowed("GET", "PUT");
