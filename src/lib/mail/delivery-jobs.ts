/** What delivers mails when their ten seconds are over, whichever process lives by then. */
import { z } from "zod";
import { defineJob } from "@/lib/jobs";
import { deliverDueMails, deliverMail } from "./deliver";

export const deliverMailJob = defineJob({
  name: "deliver-mail",
  data: z.object({ userId: z.string(), mailId: z.uuid() }),
  retriesMax: 6,
  run: async (data) => {
    await deliverMail(data);
  },
});

/** Makes up for whatever was lost: a mail whose time came and went goes out within a minute or two. */
export const deliverLateMailsJob = defineJob({
  name: "deliver-late-mails",
  data: z.object({}),
  cron: "* * * * *",
  run: async () => {
    await deliverDueMails();
  },
});
