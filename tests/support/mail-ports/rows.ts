/** The mailboxes that the shared suites run over. To add one: a row. */
import { openOutlookMail } from "../microsoft/worlds";
import { builtinRow } from "./builtin";
import { gmailRow } from "./gmail";
import { imapRow } from "./imap";
import type { MailboxRow, MailPortRow } from "./row";

/** On another server, spoken to by a port. */
export const mailPortRows: readonly MailPortRow[] = [gmailRow, imapRow, { name: "microsoft", start: openOutlookMail }];

/** All that an owner can have. */
export const mailboxRows: readonly MailboxRow[] = [builtinRow, ...mailPortRows];
