/** Reads events and offers out of what tools answered, whichever tool it was. */
import type { Outcome } from "./flow";
import { z } from "zod";
import { BlockerSchema, EventSchema, OfferSchema, SpanSchema, type CalendarEvent, type Offer } from "@/lib/scheduling/contracts";
import { MemorySchema, type Memory } from "@/lib/memory/contracts";
import { ContactSchema, type Contact } from "@/lib/people/contracts";

const EventsSchema = z.looseObject({ events: z.array(EventSchema).optional(), event: EventSchema.nullish(), more: z.boolean().optional() });
const OffersSchema = z.looseObject({
  offers: z.array(OfferSchema).default([]),
  windows: z.array(SpanSchema).default([]),
  unknown: z.array(z.string()).default([]),
});
const ExplainedSchema = z.looseObject({
  free: z.boolean(),
  blockers: z.array(BlockerSchema).default([]),
  nextFree: SpanSchema.nullish(),
  start: z.string().optional(),
  end: z.string().nullish(),
});
const ContactsSchema = z.looseObject({ contacts: z.array(ContactSchema).default([]) });

const outputOf = (outcome: Outcome | undefined): unknown => (outcome?.status === "done" ? outcome.output : null);

/** Events that an outcome holds; cancelled ones are not counted. */
export const eventsOf = (outcome: Outcome | undefined): CalendarEvent[] => {
  const read = EventsSchema.safeParse(outputOf(outcome));
  if (!read.success) return [];
  return [...(read.data.events ?? []), ...(read.data.event ? [read.data.event] : [])];
};

export const offersOf = (outcome: Outcome | undefined): { offers: Offer[]; windows: z.infer<typeof SpanSchema>[]; unknown: string[] } => {
  const read = OffersSchema.safeParse(outputOf(outcome));
  return read.success ? read.data : { offers: [], windows: [], unknown: [] };
};

export const explainedOf = (outcome: Outcome): z.infer<typeof ExplainedSchema> | null => ExplainedSchema.safeParse(outputOf(outcome)).data ?? null;

export const contactsOf = (outcome: Outcome): Contact[] => ContactsSchema.safeParse(outputOf(outcome)).data?.contacts ?? [];

const MemoriesSchema = z.looseObject({ memories: z.array(MemorySchema).default([]) });
export const memoriesOf = (outcome: Outcome): Memory[] => MemoriesSchema.safeParse(outputOf(outcome)).data?.memories ?? [];

const SaidTaskSchema = z.looseObject({ id: z.string(), title: z.string(), dueDate: z.string().nullish(), recurrence: z.looseObject({}).nullish() });
const TasksSchema = z.looseObject({ tasks: z.array(SaidTaskSchema).default([]) });
export const tasksOf = (outcome: Outcome): readonly z.infer<typeof SaidTaskSchema>[] => TasksSchema.safeParse(outputOf(outcome)).data?.tasks ?? [];

const ApprovalsSchema = z.looseObject({ approvals: z.array(z.looseObject({ title: z.string() })).default([]) });
export const approvalsOf = (outcome: Outcome): readonly { readonly title: string }[] => ApprovalsSchema.safeParse(outputOf(outcome)).data?.approvals ?? [];

const MatchesSchema = z.looseObject({ matches: z.array(z.looseObject({ spoken: z.string().optional(), start: z.string().optional() })).default([]) });
export const spokenOf = (outcome: Outcome): string | null => MatchesSchema.safeParse(outputOf(outcome)).data?.matches[0]?.spoken ?? null;
