/** Every job there is: one line each. Recipe: docs/recipes/add-a-job.md. */
import { sweepBriefsJob } from "@/lib/briefs/service";
import { remindVisitorsJob } from "@/lib/delegation/service";
import type { AnyJob } from "@/lib/jobs";
import { deliverLateMailsJob, deliverMailJob } from "@/lib/mail/service";
import { sweepNoticesJob } from "@/lib/notifications/service";
import { remindOfMeetingsJob } from "@/lib/scheduling/service";
import { remindJob, sweepRemindersJob } from "@/lib/tasks/service";
import { sweepJob } from "./sweep";
import { orderSyncsJob, syncConnectionJob } from "./sync-connections";

export const jobs: readonly AnyJob[] = [
  sweepJob,
  remindJob,
  sweepRemindersJob,
  sweepBriefsJob,
  remindOfMeetingsJob,
  sweepNoticesJob,
  deliverMailJob,
  deliverLateMailsJob,
  syncConnectionJob,
  orderSyncsJob,
  remindVisitorsJob,
];
