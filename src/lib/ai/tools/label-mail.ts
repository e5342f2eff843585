/** Puts labels and marks on mails, or takes them off. */
import { z } from "zod";
import { spokenList } from "../core/spoken";
import { defineTool } from "./define-tool";
import { ChangedMailsSchema, previewChange, runChange } from "./mail-change";
import { MailIdsSchema, spokenMails } from "./mail-target";

const InputSchema = z.object({
  mailIds: MailIdsSchema,
  add: z.array(z.string().trim().min(1).max(60)).max(20).optional().describe("Labels to put on."),
  remove: z.array(z.string().min(1).max(60)).max(20).optional().describe("Labels to take off."),
  read: z.boolean().optional().describe("True = read, false = unread."),
  flagged: z.boolean().optional(),
});
type Input = z.output<typeof InputSchema>;

const words = ({ add = [], remove = [], read, flagged }: Input): string =>
  spokenList([
    ...add.map((label) => `“${label}”`),
    ...remove.map((label) => `no longer “${label}”`),
    ...(read === undefined ? [] : [read ? "read" : "unread"]),
    ...(flagged === undefined ? [] : [flagged ? "flagged" : "not flagged"]),
  ]);

export const labelMailTool = defineTool({
  name: "label_mail",
  label: "Label or mark mails",
  scope: "mail:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Adds or removes labels, marks mails as read or unread, flags them. Pass all ids together.",
  input: InputSchema,
  output: ChangedMailsSchema,
  preview: async (context, input) => {
    if (words(input) === "") return { ok: false, reason: "nothing-to-change", said: "Which label or mark should they get?" };
    return previewChange(context, input, (mails) => `Mark ${spokenMails(context, mails)} as ${words(input)}`, { after: words(input), asks: false });
  },
  run: (context, input) =>
    runChange(
      context,
      input.mailIds,
      {
        addLabels: input.add ?? [],
        removeLabels: input.remove ?? [],
        ...(input.read === undefined ? {} : { read: input.read }),
        ...(input.flagged === undefined ? {} : { flagged: input.flagged }),
      },
      `Marked as ${words(input)}:`,
    ),
});
