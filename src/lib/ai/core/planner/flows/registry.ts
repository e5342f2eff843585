/** Which flow carries out which intent. */
import type { Dialogue, Flow } from "../flow";
import type { Intent } from "../intent";
import type { Overrides } from "../overrides";
import type { PlannerContext } from "../planner-context";
import type { Request } from "../request";
import { findAccounts } from "./accounts";
import { addPeople, orUninvited, removePeople, swapPeople } from "./attendees";
import { cancel } from "./cancel";
import { describe, relocate, rename, repeat, showAs } from "./change-fields";
import { deleteContact, findContact, saveContact } from "./contacts";
import { create } from "./create";
import { findEvents } from "./find-events";
import { answerInvitation, findInvitations } from "./invitations";
import { orElsewhere } from "./or-elsewhere";
import { otherTime } from "./other-time";
import { remindBefore } from "./remind-before";
import { keepFree, liftRule, whoIsFree } from "./standing-rules";
import { swapEvents } from "./swap-events";
import { gapBetween } from "./gap";
import { checkFree, explainTime, findTime } from "./free-time";
import { findApprovals, findHistory, readBrief, sayWhatWaits } from "./look-back";
import { makeLink, pauseLinks } from "./links";
import { move } from "./move";
import { chooseOffer } from "./offers";
import { resize } from "./resize";
import { tellTime } from "./tell-time";
import { forget, orForgotten, orRecalled, recall, remember } from "./memory";
import { archiveMail, deleteMail, labelMail, unsubscribeMail } from "./mail-change";
import { askMail, findMail, orMailed, readMail, triageMail } from "./mail-find";
import { draftMail, forwardMail, replyMail, sendDraft, writeMail } from "./mail-write";
import { survey } from "./survey";
import { undo } from "./talk";
import { addTask, changeTask, completeTask, deleteTask, findTasks, orRepeatingTask, planTask, snoozeTask } from "./tasks";
import { travel } from "./travel";

export type RequestFlow = (request: Request, dialogue: Dialogue, context: PlannerContext, overrides: Overrides) => Flow;

/** Intents without a flow are answered in words alone. */
export const flows: Partial<Record<Intent, RequestFlow>> = {
  create,
  supplement: create,
  cancel: orElsewhere(orUninvited(orForgotten(cancel)), "cancel"),
  move: orElsewhere(move, "move"),
  resize,
  rename,
  relocate,
  describe,
  "show-as": showAs,
  repeat: orRepeatingTask(repeat),
  "add-people": addPeople,
  "remove-people": removePeople,
  "swap-people": swapPeople,
  "swap-events": swapEvents,
  "other-time": otherTime,
  "answer-invitation": answerInvitation,
  "find-invitations": findInvitations,
  "keep-free": keepFree,
  "lift-free-rule": liftRule,
  "gap-between": gapBetween,
  "who-is-free": whoIsFree,
  "remind-before": remindBefore,
  "find-events": orMailed(orRecalled(findEvents)),
  "check-free": checkFree,
  "find-time": findTime,
  "explain-time": explainTime,
  "choose-offer": chooseOffer,
  "tell-time": tellTime,
  "save-contact": saveContact,
  "find-contact": findContact,
  "delete-contact": deleteContact,
  travel,
  remember,
  recall,
  forget,
  "make-link": makeLink,
  "pause-links": pauseLinks,
  "find-accounts": findAccounts,
  "find-history": findHistory,
  "find-approvals": findApprovals,
  "read-brief": readBrief,
  survey,
  accept: sayWhatWaits,
  decline: sayWhatWaits,
  "add-task": addTask,
  "find-tasks": findTasks,
  "complete-task": completeTask,
  "snooze-task": snoozeTask,
  "plan-task": planTask,
  "change-task": changeTask,
  "delete-task": deleteTask,
  "write-mail": writeMail,
  "draft-mail": draftMail,
  "send-draft": sendDraft,
  "reply-mail": replyMail,
  "forward-mail": forwardMail,
  "delete-mail": deleteMail,
  "archive-mail": archiveMail,
  "unsubscribe-mail": unsubscribeMail,
  "label-mail": labelMail,
  "read-mail": readMail,
  "ask-mail": askMail,
  "triage-mail": triageMail,
  "find-mail": findMail,
  undo,
};
