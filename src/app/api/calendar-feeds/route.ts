import { notAllowed, route } from "@/app/_composition/route";
import { createFeedEndpoint, listFeedsEndpoint } from "@/lib/calendar-files/contracts";
import { createFeed, listFeeds } from "@/lib/calendar-files/service";

export const GET = route(listFeedsEndpoint, ({ actor }) => listFeeds(actor));
export const POST = route(createFeedEndpoint, ({ actor, input }) => createFeed(actor, input));
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
