/** Takes mails out of the inbox without deleting them, or puts them back. */
import { z } from "zod";
import { defineTool } from "./define-tool";
import { ChangedMailsSchema, previewChange, runChange } from "./mail-change";
import { MailIdsSchema, spokenMails } from "./mail-target";

export const archiveMailTool = defineTool({
  name: "archive_mail",
  label: "Archive mails",
  scope: "mail:write",
  audience: ["owner"],
  effect: "own",
  policy: "auto",
  description: "Moves mails to the archive, or back into the inbox with `back`. Pass all ids together.",
  input: z.object({ mailIds: MailIdsSchema, back: z.boolean().optional() }),
  output: ChangedMailsSchema,
  preview: (context, input) =>
    previewChange(context, input, (mails) => `${input.back === true ? "Put back" : "Archive"} ${spokenMails(context, mails)}`, {
      after: input.back === true ? "inbox" : "archive",
      asks: false,
    }),
  run: (context, { mailIds, back }) =>
    runChange(context, mailIds, { folder: back === true ? "inbox" : "archive" }, back === true ? "Put back into the inbox:" : "Archived"),
});
