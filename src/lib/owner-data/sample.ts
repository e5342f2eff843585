/**
 * Exploring with sample data, on a server that nobody uses yet: an account of its own that never becomes the operator, filled with
 * a week that can be taken away again without touching what its owner added.
 */
import { AppError } from "@/lib/errors";
import type { Actor } from "@/lib/identity/contracts";
import {
  createUnguardedAccount,
  enterUnguarded,
  findAccountByEmail,
  isUnguarded,
  ownerActor,
  requireScope,
  signUpState,
  type Entrance,
} from "@/lib/identity/service";
import { placeMails } from "@/lib/mail/service";
import { createMemory } from "@/lib/memory/service";
import { createContact, listContacts } from "@/lib/people/service";
import { recordAudit } from "@/lib/queries/audit";
import { createSampleItems, deleteSampleItems, hasSampleItems } from "@/lib/queries/sample-items";
import { transaction } from "@/lib/queries/transaction";
import { createEvent } from "@/lib/scheduling/service";
import { createTask } from "@/lib/tasks/service";
import { sampleAddress } from "./contracts";
import { sampleContacts, sampleEvents, sampleMails, sampleMemories, sampleTasks, type SampleEvent } from "./core/sample-week";

/** Only over loopback, only while nobody has made an account, and until somebody gave the sample account a password or passkey: then it is theirs. */
export const mayExploreSample = async (): Promise<boolean> => {
  if ((await signUpState()) !== "first") return false;
  const account = await findAccountByEmail(sampleAddress);
  return account === null || isUnguarded(account.id);
};

interface SampleVisitor {
  readonly zone: string;
  readonly locale: string;
}

const placed = (event: SampleEvent, today: Temporal.PlainDate, zone: string) => {
  const day = today.add({ days: event.day });
  const start = day.toZonedDateTime({ timeZone: zone, plainTime: event.start });
  const end = event.days === undefined ? start.add({ minutes: event.minutes }) : day.add({ days: event.days }).toZonedDateTime(zone);
  const print = (moment: Temporal.ZonedDateTime): string => moment.toString({ timeZoneName: "never", smallestUnit: "second" });
  return {
    title: event.title,
    start: print(start),
    end: print(end),
    allDay: event.days !== undefined,
    ...(event.location === undefined ? {} : { location: event.location }),
    guests: [...(event.guests ?? [])],
    ...(event.rrule === undefined ? {} : { rrule: event.rrule }),
  };
};

/** Puts the sample week there. Ids are noted, so that exactly these can go again. */
export const fillSample = (actor: Actor, zone: string, now: string): Promise<void> =>
  transaction(async () => {
    requireScope(actor, "scheduling:write");
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
    const events: string[] = [];
    for (const event of sampleEvents(today)) events.push((await createEvent(actor, placed(event, today, zone), { now })).event.id);
    const contacts: string[] = [];
    const known = new Set((await listContacts(actor, { limit: 100 })).contacts.map((contact) => contact.email));
    for (const contact of sampleContacts) if (!known.has(contact.email)) contacts.push((await createContact(actor, contact)).id);
    const tasks: string[] = [];
    for (const { title, due, time, minutes } of sampleTasks) {
      const day = due === null ? null : `${today.add({ days: due }).toString()}${time === null ? "" : `T${time}`}`;
      tasks.push((await createTask(actor, { title, due: day, minutes }, { now })).id);
    }
    const memories: string[] = [];
    for (const { text, pinned, until } of sampleMemories) {
      const expiresAt = until === null ? null : today.add({ days: until }).toZonedDateTime(zone).toInstant().toString();
      memories.push((await createMemory(actor, { text, pinned, expiresAt })).memory.id);
    }
    const mails = await placeMails(
      actor,
      sampleMails.map(({ from, subject, body, hours, read, automatic = false }) => ({
        from: { name: from.name, email: from.email },
        subject,
        body,
        sentAt: Temporal.Instant.from(now).subtract({ hours }).toString({ smallestUnit: "millisecond" }),
        read,
        automatic,
        labels: ["Sample"],
      })),
    );
    await createSampleItems(actor.userId, "mail", mails);
    await createSampleItems(actor.userId, "event", events);
    await createSampleItems(actor.userId, "contact", contacts);
    await createSampleItems(actor.userId, "task", tasks);
    await createSampleItems(actor.userId, "memory", memories);
    await recordAudit(actor, { action: "sample.fill", subjectId: actor.userId });
  });

/** Opens the sample account, made and filled by the first who asks. Errors: identity/sample-unavailable. */
export const exploreSample = async (visitor: SampleVisitor, headers: Headers): Promise<Entrance> => {
  if (!(await mayExploreSample())) throw new AppError("identity/sample-unavailable");
  const known = await findAccountByEmail(sampleAddress);
  if (known !== null) return enterUnguarded(known.id, headers);
  const id = await createUnguardedAccount({ name: "Sam Sample", email: sampleAddress, ...visitor });
  await fillSample(ownerActor(id, "system"), visitor.zone, Temporal.Now.instant().toString());
  return enterUnguarded(id, headers);
};

/** Is there sample data among what this owner sees? */
export const hasSample = (actor: Actor): Promise<boolean> => {
  requireScope(actor, "scheduling:read");
  return hasSampleItems(actor.userId);
};

/** Takes every sample thing away; what the owner added stays. */
export const removeSample = (actor: Actor): Promise<{ removed: number }> =>
  transaction(async () => {
    requireScope(actor, "scheduling:write");
    const removed = await deleteSampleItems(actor.userId);
    await recordAudit(actor, { action: "sample.remove", subjectId: actor.userId });
    return { removed };
  });
