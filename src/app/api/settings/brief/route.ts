import { notAllowed, route } from "@/app/_composition/route";
import { getBriefSettingsEndpoint, putBriefSettingsEndpoint } from "@/lib/briefs/contracts";
import { getBriefSettings, putBriefSettings } from "@/lib/briefs/service";

export const GET = route(getBriefSettingsEndpoint, ({ actor }) => getBriefSettings(actor));
export const PUT = route(putBriefSettingsEndpoint, ({ actor, input }) => putBriefSettings(actor, input));
export const { POST, PATCH, DELETE } = notAllowed("GET", "PUT");
