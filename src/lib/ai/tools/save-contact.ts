/** Keeps who somebody is: a new contact, or more about one that is known. */
import { z } from "zod";
import { zoneFromName } from "@/lib/time/zones";
import { ContactSchema, type Contact } from "@/lib/people/contracts";
import { createContact, findContactsByNames, updateContact } from "@/lib/people/service";
import { changedLines, line } from "../core/event-lines";
import { resolveHours, type ClockSpan } from "../core/resolve-hours";
import { contactsNamed } from "../core/resolve-people";
import { defineTool, type Preview, type Refusal, type ToolContext } from "./define-tool";

const InputSchema = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254).optional(),
  phone: z.string().trim().max(40).optional(),
  zone: z.string().max(64).optional().describe("City or IANA zone."),
  hours: z
    .string()
    .max(100)
    .nullish()
    .describe('When they like to meet, on their own clock, in the user\'s words: "mornings", "between 9 and 12"; null takes it away.'),
  notes: z.string().max(2_000).optional(),
  contactId: z.uuid().optional().describe("Leave out."),
});
type Input = z.output<typeof InputSchema>;

const zoneOf = ({ zone }: Input): { ok: true; zone: string | undefined } | Refusal => {
  if (zone === undefined) return { ok: true, zone };
  const known = zoneFromName(zone);
  return known === undefined
    ? { ok: false, reason: "zone-unclear", said: `I don't know a time zone called “${zone}”. Name a city, as in “Lisbon”.` }
    : { ok: true, zone: known };
};

/** As given; undefined where nothing was said about it. */
const hoursOf = ({ hours }: Input, { profile }: ToolContext): { ok: true; hours: ClockSpan | null | undefined } | Refusal => {
  if (typeof hours !== "string") return { ok: true, hours };
  const read = resolveHours(hours, profile.locale);
  return read.ok ? read : { ok: false, reason: read.reason, said: read.said };
};
const hoursText = (hours: ClockSpan | null | undefined): string | null => (hours ? `${hours.from}–${hours.to}` : null);

/** The contact that is meant: one with this address, else the only one of this name that has no other address. */
const knownAs = async (context: ToolContext, input: Input): Promise<Contact | null> => {
  const contacts = await findContactsByNames(context.actor, [input.name, ...(input.email ? [input.email] : [])]);
  const byId = contacts.find(({ id }) => id === input.contactId);
  const byEmail = contacts.find(({ email }) => email !== null && email.toLowerCase() === input.email?.toLowerCase());
  const named = contactsNamed(input.name, contacts).filter(
    ({ name, email }) => name.toLowerCase() === input.name.toLowerCase() && (email === null || input.email === undefined),
  );
  return byId ?? byEmail ?? (named.length === 1 ? (named[0] ?? null) : null);
};

const fieldsOf = ({ name, email, phone, notes }: Input, zone: string | undefined, hours: ClockSpan | null | undefined) => ({
  name,
  ...(email ? { email } : {}),
  ...(phone ? { phone } : {}),
  ...(zone ? { zone } : {}),
  ...(hours === undefined ? {} : { hours }),
  ...(notes === undefined ? {} : { notes }),
});

const preview = async (context: ToolContext, input: Input): Promise<Preview<Input> | Refusal> => {
  const zone = zoneOf(input);
  if (!zone.ok) return zone;
  const hours = hoursOf(input, context);
  if (!hours.ok) return hours;
  const known = await knownAs(context, input);
  const lines = changedLines([
    line("Name", known?.name ?? null, input.name),
    line("E-mail", known?.email ?? null, input.email ?? known?.email ?? null),
    line("Phone", known?.phone ?? null, input.phone ?? known?.phone ?? null),
    line("Zone", known?.zone ?? null, zone.zone ?? known?.zone ?? null),
    line("Preferred hours", hoursText(known?.hours), hours.hours === undefined ? hoursText(known?.hours) : hoursText(hours.hours)),
    line("Notes", known?.notes ?? null, input.notes ?? known?.notes ?? null),
  ]);
  if (known && lines.length === 0) return { ok: false, reason: "nothing-to-change", said: `${known.name} is in your contacts that way already.` };
  return {
    ok: true,
    effect: "own",
    input: {
      ...input,
      ...(zone.zone ? { zone: zone.zone } : {}),
      ...(hours.hours ? { hours: hoursText(hours.hours) } : {}),
      ...(known ? { contactId: known.id } : {}),
    },
    title: known ? `Change the contact ${known.name}` : `Add ${input.name} to your contacts`,
    lines,
    tells: [],
    marks: [],
    editable: [
      { path: "name", label: "Name", kind: "text", value: input.name },
      ...(input.email ? [{ path: "email", label: "E-mail", kind: "text" as const, value: input.email }] : []),
    ],
  };
};

export const saveContactTool = defineTool({
  name: "save_contact",
  label: "Save a contact",
  scope: "people:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Adds a contact, or completes one of the same name or address: also when they like to meet.",
  input: InputSchema,
  output: z.object({ contact: ContactSchema }),
  preview,
  run: async (context, input) => {
    const zone = zoneOf(input);
    if (!zone.ok) return zone;
    const hours = hoursOf(input, context);
    if (!hours.ok) return hours;
    const known = await knownAs(context, input);
    const fields = fieldsOf(input, zone.zone, hours.hours);
    const contact = known
      ? await updateContact(context.actor, { contactId: known.id, version: known.version, ...fields })
      : await createContact(context.actor, fields);
    const details = [contact.email, contact.phone].filter(Boolean).join(", ");
    return {
      ok: true,
      output: { contact },
      said: `${contact.name}${details === "" ? "" : ` (${details})`} ${known ? "was updated in" : "is in"} your contacts${known ? "" : " now"}.${hours.hours ? ` Prefers to meet ${hoursText(contact.hours) ?? ""} on their own clock.` : ""}`,
    };
  },
});
