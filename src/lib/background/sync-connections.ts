/** Reading connected accounts up to date: put together here, where the rooms that keep what is read are in sight. */
import { z } from "zod";
import { orderDueSyncs, syncConnection, syncOrder } from "@/lib/integrations/service";
import { defineJob } from "@/lib/jobs";
import { mailMirror } from "@/lib/mail/service";
import { calendarMirror } from "@/lib/scheduling/service";

export const syncConnectionJob = defineJob({
  ...syncOrder,
  run: async (order, { signal }) => {
    await syncConnection(order, { calendars: calendarMirror, mails: mailMirror }, signal);
  },
});

/** Looks every minute whose turn it is. */
export const orderSyncsJob = defineJob({
  name: "order-syncs",
  data: z.object({}),
  cron: "* * * * *",
  retriesMax: 0,
  run: orderDueSyncs,
});
