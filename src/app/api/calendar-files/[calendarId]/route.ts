import { notAllowed, route } from "@/app/_composition/route";
import { exportCalendarEndpoint } from "@/lib/calendar-files/contracts";
import { exportCalendar } from "@/lib/calendar-files/service";

export const GET = route(exportCalendarEndpoint, async ({ actor, input }) => {
  const { name, stream } = await exportCalendar(actor, input);
  const disposition = `attachment; filename="calendar.ics"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return new Response(stream, { headers: { "content-type": "text/calendar; charset=utf-8", "content-disposition": disposition } });
});
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
