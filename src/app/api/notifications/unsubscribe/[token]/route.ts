/** The address in a mail's List-Unsubscribe header: opened it asks, posted to it acts (RFC 8058). */
import { redirectWith } from "@/app/_composition/redirect";
import { notAllowed, route } from "@/app/_composition/route";
import { showUnsubscribeEndpoint, unsubscribeEndpoint } from "@/lib/notifications/contracts";
import { unsubscribe } from "@/lib/notifications/service";

const act = route(unsubscribeEndpoint, ({ input }) => unsubscribe({ token: input.token }));

export const GET = route(showUnsubscribeEndpoint, ({ input }) => Promise.resolve(redirectWith(`/unsubscribe/${encodeURIComponent(input.token)}`)));

/** Mail programs post a form that only says what the address says already, so its body is left unread. */
export const POST = (request: Request): Promise<Response> => {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  return act(new Request(request.url, { method: "POST", headers, body: "{}" }));
};
export const { PUT, PATCH, DELETE } = notAllowed("GET", "POST");
