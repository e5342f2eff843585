/** What an owner does to a mail, as one value: taken before and after, compared, taken back, carried. */
import type { LightMail, MailMark } from "@/lib/queries/mails";

export const markOf = ({ id, folder, folderBefore, state, read, flagged, labels, sendAt }: LightMail): MailMark => ({
  id,
  folder,
  folderBefore,
  state,
  read,
  flagged,
  labels: [...labels],
  sendAt,
});

/** “Lunch”, or how many. */
export const namedMails = (rows: readonly Pick<LightMail, "subject">[]): string => {
  const [only] = rows;
  return only && rows.length === 1 ? `“${only.subject === "" ? "(no subject)" : only.subject}”` : `${rows.length} mails`;
};
