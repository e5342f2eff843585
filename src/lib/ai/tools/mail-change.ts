/** What archiving, labelling and deleting share: the mails meant, the card, and the sentence about what was done. */
import { z } from "zod";
import type { ChangeMailsInputSchema, Mail } from "@/lib/mail/contracts";
import { changeMails } from "@/lib/mail/service";
import { line } from "../core/event-lines";
import { spokenInstant } from "../core/spoken";
import type { Preview, Refusal, Success, ToolContext } from "./define-tool";
import { mailsAt, spokenMails, spokenSender, spokenSubject } from "./mail-target";
import { momentOf } from "./tool-moment";

export const ChangedMailsSchema = z.object({ mailIds: z.array(z.uuid()) });
type Change = Partial<Omit<z.output<typeof ChangeMailsInputSchema>, "mailIds">>;

const shownMax = 20;

/** A card for a change of one's own mails. `after`: where they go, null when they go away. */
export const previewChange = async <Input extends { readonly mailIds: string[] }>(
  context: ToolContext,
  input: Input,
  verb: (mails: readonly Mail[]) => string,
  { after, asks }: { readonly after: string | null; readonly asks: boolean },
): Promise<Preview<Input> | Refusal> => {
  const found = await mailsAt(context, input.mailIds);
  if (!found.ok) return found;
  const { mails } = found;
  const lines = mails
    .slice(0, shownMax)
    .map((mail) => line(spokenSender(mail), `${spokenSubject(mail.subject)}, ${spokenInstant(mail.sentAt, momentOf(context))}`, after));
  return {
    ok: true,
    effect: "own",
    asks: asks && mails.length > 1,
    input: { ...input, mailIds: mails.map(({ id }) => id) },
    title: verb(mails),
    lines: mails.length > shownMax ? [...lines, line("", null, `and ${mails.length - shownMax} more`)] : lines,
    tells: [],
    marks: [],
    editable: [],
  };
};

export const runChange = async (
  context: ToolContext,
  mailIds: readonly string[],
  change: Change,
  did: string,
): Promise<Success<z.output<typeof ChangedMailsSchema>> | Refusal> => {
  const found = await mailsAt(context, mailIds);
  if (!found.ok) return found;
  const { undo } = await changeMails(
    context.actor,
    { mailIds: found.mails.map(({ id }) => id), wholeThreads: false, addLabels: [], removeLabels: [], ...change },
    { now: context.now },
  );
  const what = spokenMails(context, found.mails);
  return {
    ok: true,
    output: { mailIds: found.mails.map(({ id }) => id) },
    said: undo === null ? `Nothing had to be changed: ${what} is that way already.` : `${did} ${what}.`,
    undo,
  };
};
