/** The door of mail: the built-in mailbox of an owner, and whatever accounts are connected to it. */
import { passagesFor, summarise } from "./core/extract";
import { forwardSubject, replySubject } from "./core/headers";

export { changeMails, deleteMail } from "./change-mails";
export { carryDraft } from "./carry-drafts";
export { carryMarks } from "./carry-marks";
export { getThread } from "./read-thread";
export { getMailPicture } from "./show-picture";
export { heedReply } from "./heed-reply";
export { answerInvitation } from "./answer-invitation";
export { searchAccounts } from "./search-accounts";
export { getListExit, unsubscribe } from "./unsubscribe";
export { mailMirror } from "./mirror";
export { deliverDueMails, deliverMail } from "./deliver";
export { deliverLateMailsJob, deliverMailJob } from "./delivery-jobs";
export { countMails, findMails, getMail, listMails } from "./list-mails";
export { placeMails } from "./place-mails";
export { keepNotice, postNotice } from "./post-notice";
export { eventMailReach } from "./event-mail-reach";
export { tellPeople } from "./tell-people";
export { triageMails } from "./triage-mails";
export { findMailUndo, undoMailChange } from "./undo-mail";
export { reachOf, saveDraft, sendDraft, sendMail, sendMails } from "./write-mail";

/** Pure words about a mail, for whoever speaks of it: sentences out of it, and what answers to it are called. */
export const mailText = { summarise, passagesFor, replySubject, forwardSubject };
