/** Moves mails to the trash. More than one always asks. */
import { z } from "zod";
import { defineTool } from "./define-tool";
import { ChangedMailsSchema, previewChange, runChange } from "./mail-change";
import { MailIdsSchema, spokenMails } from "./mail-target";

export const deleteMailTool = defineTool({
  name: "delete_mail",
  label: "Delete mails",
  scope: "mail:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Moves mails to the trash. Resolve all ids with find_mails first and pass them together. More than one asks for approval by itself.",
  input: z.object({ mailIds: MailIdsSchema }),
  output: ChangedMailsSchema,
  preview: (context, input) => previewChange(context, input, (mails) => `Delete ${spokenMails(context, mails)}`, { after: null, asks: true }),
  run: (context, { mailIds }) => runChange(context, mailIds, { folder: "trash" }, "Deleted"),
});
