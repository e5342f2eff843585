/** Reads mails out of what tools answered. */
import { z } from "zod";
import type { Outcome } from "./flow";

const AddressSchema = z.object({ email: z.string(), name: z.string().nullable() });
const MailSchema = z.looseObject({
  id: z.string(),
  from: AddressSchema,
  to: z.array(AddressSchema).default([]),
  subject: z.string(),
  sentAt: z.string(),
  folder: z.string(),
  read: z.boolean().default(true),
  gist: z.array(z.string()).default([]),
  passages: z.array(z.object({ sentence: z.string(), score: z.number() })).default([]),
});
/** What the planner knows of a mail. */
export type SaidMail = z.infer<typeof MailSchema>;

const MailsSchema = z.looseObject({ mails: z.array(MailSchema).default([]), more: z.boolean().default(false) });
const ReadSchema = z.looseObject({ mail: MailSchema.extend({ body: z.string() }) });
const TriageSchema = z.looseObject({
  waiting: z.array(z.looseObject({ mail: MailSchema, reasons: z.array(z.looseObject({ text: z.string() })) })).default([]),
});

const outputOf = (outcome: Outcome | undefined): unknown => (outcome?.status === "done" ? outcome.output : null);

export const mailsOf = (outcome: Outcome | undefined): { mails: SaidMail[]; more: boolean } =>
  MailsSchema.safeParse(outputOf(outcome)).data ?? { mails: [], more: false };
const OneSchema = z.looseObject({ mail: MailSchema });
/** The one mail that a tool wrote or changed. */
export const mailOf = (outcome: Outcome | undefined): SaidMail | null => OneSchema.safeParse(outputOf(outcome)).data?.mail ?? null;
export const readMailOf = (outcome: Outcome | undefined): (SaidMail & { body: string }) | null => ReadSchema.safeParse(outputOf(outcome)).data?.mail ?? null;
export const triagedOf = (outcome: Outcome | undefined): { mail: SaidMail; reasons: { text: string }[] }[] =>
  TriageSchema.safeParse(outputOf(outcome)).data?.waiting ?? [];
