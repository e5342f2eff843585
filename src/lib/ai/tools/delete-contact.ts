/** Forgets a contact. Events they take part in stay as they are. */
import { z } from "zod";
import { deleteContact, getContact } from "@/lib/people/service";
import { line } from "../core/event-lines";
import { defineTool } from "./define-tool";

const InputSchema = z.object({ contactId: z.uuid().describe("From find_contacts; never guessed.") });

export const deleteContactTool = defineTool({
  name: "delete_contact",
  label: "Delete a contact",
  scope: "people:write",
  audience: ["owner"],
  effect: "own",
  policy: "ask",
  description: "Deletes one contact. Get the contactId with find_contacts first. Asks for approval by itself.",
  input: InputSchema,
  output: z.object({ deleted: z.literal(true) }),
  preview: async (context, { contactId }) => {
    const contact = await getContact(context.actor, { contactId });
    const details = [contact.email, contact.phone].filter(Boolean).join(", ");
    return {
      ok: true,
      effect: "own",
      input: { contactId },
      title: `Delete ${contact.name} from your contacts`,
      lines: [line("Contact", `${contact.name}${details === "" ? "" : ` (${details})`}`, null)],
      tells: [],
      marks: [],
      editable: [],
    };
  },
  run: async (context, { contactId }) => {
    const contact = await getContact(context.actor, { contactId });
    const { undo } = await deleteContact(context.actor, { contactId });
    return { ok: true, output: { deleted: true as const }, said: `${contact.name} was deleted from your contacts.`, undo };
  },
});
