/** Addresses of calendar files and feeds; see addresses.ts. */
import type { createFeedEndpoint, importFileEndpoint, listFeedsEndpoint, revokeFeedEndpoint } from "@/lib/calendar-files/contracts";
import type { Endpoint } from "@/lib/endpoint";

const address = <Declared extends Endpoint>(method: Declared["method"], path: Declared["path"]): Declared => ({ method, path }) as Declared;

export const importFile = address<typeof importFileEndpoint>("post", "/api/calendar-files/import");
export const listFeeds = address<typeof listFeedsEndpoint>("get", "/api/calendar-feeds");
export const createFeed = address<typeof createFeedEndpoint>("post", "/api/calendar-feeds");
export const revokeFeed = address<typeof revokeFeedEndpoint>("delete", "/api/calendar-feeds/{feedId}");
