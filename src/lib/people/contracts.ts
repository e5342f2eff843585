/** The words of the people room: contacts of one owner. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { UndoSchema, ZoneSchema } from "@/lib/identity/contracts";

const ClockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "Write a time as HH:MM");

/** When a person likes to meet, on the clock of their own zone. */
export const ContactHoursSchema = z
  .strictObject({ from: ClockSchema, to: ClockSchema })
  .refine(({ from, to }) => from < to, "The end has to come after the start");

export const ContactSchema = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(120),
  email: z.email().max(254).nullable(),
  phone: z.string().max(40).nullable(),
  zone: ZoneSchema.nullable(),
  /** Preferred hours; null where none are known. */
  hours: ContactHoursSchema.nullable().default(null),
  notes: z.string().max(2_000),
  version: z.number().int(),
});
export type Contact = z.output<typeof ContactSchema>;

export const SaveContactInputSchema = z.strictObject({
  name: z.string().trim().min(1, "Write a name").max(120),
  email: z.email().max(254).nullish(),
  phone: z.string().trim().max(40).nullish(),
  zone: ZoneSchema.nullish(),
  hours: ContactHoursSchema.nullish(),
  notes: z.string().max(2_000).optional(),
});
export type SaveContactInput = z.infer<typeof SaveContactInputSchema>;

const page = { cursor: z.string().max(1_000).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };

export const listContactsEndpoint = endpoint({
  method: "get",
  path: "/api/contacts",
  summary: "List or search contacts",
  auth: "session",
  input: z.strictObject({ query: z.string().max(200).optional(), ...page }),
  output: z.object({ contacts: z.array(ContactSchema), nextCursor: z.string().nullable() }),
});
export const createContactEndpoint = endpoint({
  method: "post",
  path: "/api/contacts",
  summary: "Add a contact",
  auth: "session",
  input: SaveContactInputSchema,
  output: ContactSchema,
});
export const updateContactEndpoint = endpoint({
  method: "patch",
  path: "/api/contacts/{contactId}",
  summary: "Change a contact",
  auth: "session",
  input: SaveContactInputSchema.partial().extend({ contactId: z.uuid(), version: z.number().int() }),
  output: ContactSchema,
});
export const deleteContactEndpoint = endpoint({
  method: "delete",
  path: "/api/contacts/{contactId}",
  summary: "Delete a contact",
  auth: "session",
  input: z.strictObject({ contactId: z.uuid() }),
  output: z.object({ deleted: z.literal(true), undo: UndoSchema }),
});

/** Contacts that seem to be one person, and what they would be together. */
export const DuplicateSchema = z.object({
  /** The one that stays, then those that go. */
  contacts: z.array(ContactSchema).min(2),
  /** Why they seem to be one: "the same name". */
  because: z.string(),
  merged: ContactSchema,
});
export type Duplicate = z.output<typeof DuplicateSchema>;

export const listDuplicatesEndpoint = endpoint({
  method: "get",
  path: "/api/contacts/duplicates",
  summary: "Contacts that seem to be one person, each with a preview of what they would be together",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ duplicates: z.array(DuplicateSchema) }),
});
export const mergeContactsEndpoint = endpoint({
  method: "post",
  path: "/api/contacts/merge",
  summary: "Make one contact of several; the first one stays and takes over what it lacks",
  auth: "session",
  input: z.strictObject({
    contacts: z
      .array(z.strictObject({ id: z.uuid(), version: z.number().int() }))
      .min(2)
      .max(10),
  }),
  output: z.object({ contact: ContactSchema, undo: UndoSchema }),
});
