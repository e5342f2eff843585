import { notAllowed, route } from "@/app/_composition/route";
import { readFeedEndpoint } from "@/lib/calendar-files/contracts";
import { readFeed } from "@/lib/calendar-files/service";

export const GET = route(readFeedEndpoint, async ({ input, request }) => {
  const { etag, stream } = await readFeed(input.token, request.headers.get("if-none-match"));
  const headers = { etag, "cache-control": "private, no-cache", "content-type": "text/calendar; charset=utf-8" };
  return new Response(stream, { status: stream === null ? 304 : 200, headers });
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
