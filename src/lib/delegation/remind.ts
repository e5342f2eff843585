/** Visitors are reminded of what they booked, by mail: the day before, and an hour before. What is due is looked up, so nothing is lost while this server is away. */
import { z } from "zod";
import { ownerActor, requireScope } from "@/lib/identity/service";
import { defineJob } from "@/lib/jobs";
import { recordAudit } from "@/lib/queries/audit";
import { listDueReminders, takeReminder, type Ahead, type DueReminder } from "@/lib/queries/link-reminders";
import { transaction } from "@/lib/queries/transaction";
import { tellVisitor } from "./tell-visitor";
import { isoOf } from "./verb-options";

const minuteMs = 60_000;
const batch = 200;

/**
 * Minutes before the start. `late` is when it isn't worth a mail any more; who booked, or was told of a move, less than `known` before the
 * start isn't reminded.
 */
const aheads: Readonly<Record<Ahead, { readonly due: number; readonly late: number; readonly known: number }>> = {
  day: { due: 24 * 60, late: 6 * 60, known: 30 * 60 },
  hour: { due: 60, late: 10, known: 3 * 60 },
};

/** The mark and the mail are one: neither is there without the other. */
const remind = (due: DueReminder, ahead: Ahead): Promise<boolean> => {
  const actor = ownerActor(due.userId, "system");
  return transaction(async () => {
    requireScope(actor, "links:write");
    if (!(await takeReminder(due, ahead))) return false;
    await tellVisitor(due.userId, { kind: "reminder", bookingId: due.bookingId, startsAt: due.startsAt });
    await recordAudit(actor, { action: "link.remind", subjectId: due.linkId, after: { bookingId: due.bookingId } });
    return true;
  });
};

/** Orders the mails that are due; answers how many. Run again, it orders none twice. */
export const remindVisitors = async (nowMs: number, signal?: AbortSignal): Promise<number> => {
  let ordered = 0;
  for (const ahead of ["day", "hour"] as const) {
    const { due, late, known } = aheads[ahead];
    const found = await listDueReminders({
      ahead,
      from: isoOf(nowMs + late * minuteMs),
      until: isoOf(nowMs + due * minuteMs),
      knownMinutes: known,
      limit: batch,
    });
    for (const one of found) {
      if (signal?.aborted === true) return ordered;
      if (await remind(one, ahead)) ordered += 1;
    }
  }
  return ordered;
};

export const remindVisitorsJob = defineJob({
  name: "remind-visitors",
  cron: "* * * * *",
  data: z.object({}),
  run: async (_, { signal }) => {
    await remindVisitors(Date.now(), signal);
  },
});
