/** Who is "Maya"? */
import { z } from "zod";
import { ContactSchema, type Contact } from "@/lib/people/contracts";
import { listContacts } from "@/lib/people/service";
import { counted } from "../core/spoken";
import { defineTool } from "./define-tool";

const spoken = ({ name, email, phone }: Contact): string => `${name}${email || phone ? ` (${[email, phone].filter(Boolean).join(", ")})` : ""}`;

export const findContactsTool = defineTool({
  name: "find_contacts",
  label: "Look up a contact",
  scope: "people:read",
  audience: ["owner"],
  effect: "read",
  policy: "auto",
  description:
    "Finds the owner's contacts by name, address or notes. Other tools take names directly; use this to answer who somebody is, or to get a contactId. An empty text lists all.",
  input: z.object({ text: z.string().max(200) }),
  output: z.object({ contacts: z.array(ContactSchema) }),
  run: async ({ actor }, { text }) => {
    const query = text.trim();
    const { contacts } = await listContacts(actor, { limit: 20, ...(query === "" ? {} : { query }) });
    const said = contacts.length === 0 ? `No contact matches “${query}”.` : `${counted(contacts.length, "contact")}: ${contacts.map(spoken).join("; ")}.`;
    return { ok: true, output: { contacts }, said };
  },
});
