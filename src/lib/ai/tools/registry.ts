/** Every tool of the assistant. Chat, command line, settings and approvals read this list; a tool that isn't here doesn't exist. */
import { addAttendeesTool } from "./add-attendees";
import { answerInvitationTool } from "./answer-invitation";
import { cancelEventsTool } from "./cancel-events";
import { changeEventTool } from "./change-event";
import { createEventTool } from "./create-event";
import type { Audience, Tool } from "./define-tool";
import { deleteContactTool } from "./delete-contact";
import { explainTimeTool } from "./explain-time";
import { findAccountsTool } from "./find-accounts";
import { findApprovalsTool } from "./find-approvals";
import { findContactsTool } from "./find-contacts";
import { findEventsTool } from "./find-events";
import { findFreeTimeTool } from "./find-free-time";
import { findHistoryTool } from "./find-history";
import { findInvitationsTool } from "./find-invitations";
import { forgetTool } from "./forget";
import { keepFreeTool } from "./keep-free";
import { liftFreeRuleTool } from "./lift-free-rule";
import { makeLinkTool } from "./make-link";
import { moveEventTool } from "./move-event";
import { pauseLinksTool } from "./pause-links";
import { readBriefTool } from "./read-brief";
import { recallTool } from "./recall";
import { replaceCardTool } from "./replace-card";
import { rememberTool } from "./remember";
import { removeAttendeesTool } from "./remove-attendees";
import { resolveTimeTool } from "./resolve-time";
import { saveContactTool } from "./save-contact";
import { setTravelTool } from "./set-travel";
import type { ToolDescriptor } from "./tool-descriptor";
import type { ToolName } from "../core/tool-names";
import { addTaskTool } from "./add-task";
import { changeTaskTool } from "./change-task";
import { completeTaskTool } from "./complete-task";
import { deleteTaskTool } from "./delete-task";
import { findTasksTool } from "./find-tasks";
import { planTaskTool } from "./plan-task";
import { snoozeTaskTool } from "./snooze-task";
import { archiveMailTool } from "./archive-mail";
import { deleteMailTool } from "./delete-mail";
import { draftMailTool } from "./draft-mail";
import { findMailsTool } from "./find-mails";
import { forwardMailTool } from "./forward-mail";
import { labelMailTool } from "./label-mail";
import { readMailTool } from "./read-mail";
import { replyMailTool } from "./reply-mail";
import { sendDraftTool } from "./send-draft";
import { sendMailTool } from "./send-mail";
import { summariseMailTool } from "./summarise-mail";
import { triageMailTool } from "./triage-mail";
import { unsubscribeMailTool } from "./unsubscribe-mail";
import { undoTool } from "./undo";

const tools = {
  resolve_time: resolveTimeTool,
  find_events: findEventsTool,
  find_free_time: findFreeTimeTool,
  explain_time: explainTimeTool,
  find_contacts: findContactsTool,
  create_event: createEventTool,
  move_event: moveEventTool,
  change_event: changeEventTool,
  cancel_events: cancelEventsTool,
  add_attendees: addAttendeesTool,
  remove_attendees: removeAttendeesTool,
  save_contact: saveContactTool,
  delete_contact: deleteContactTool,
  set_travel: setTravelTool,
  keep_free: keepFreeTool,
  lift_free_rule: liftFreeRuleTool,
  remember: rememberTool,
  recall: recallTool,
  forget: forgetTool,
  make_link: makeLinkTool,
  pause_links: pauseLinksTool,
  find_accounts: findAccountsTool,
  find_history: findHistoryTool,
  find_approvals: findApprovalsTool,
  replace_card: replaceCardTool,
  read_brief: readBriefTool,
  find_tasks: findTasksTool,
  add_task: addTaskTool,
  complete_task: completeTaskTool,
  change_task: changeTaskTool,
  snooze_task: snoozeTaskTool,
  plan_task: planTaskTool,
  delete_task: deleteTaskTool,
  find_mails: findMailsTool,
  read_mail: readMailTool,
  summarise_mail: summariseMailTool,
  triage_mail: triageMailTool,
  draft_mail: draftMailTool,
  send_draft: sendDraftTool,
  send_mail: sendMailTool,
  reply_mail: replyMailTool,
  forward_mail: forwardMailTool,
  archive_mail: archiveMailTool,
  label_mail: labelMailTool,
  delete_mail: deleteMailTool,
  unsubscribe_mail: unsubscribeMailTool,
  find_invitations: findInvitationsTool,
  answer_invitation: answerInvitationTool,
  undo: undoTool,
} satisfies Record<ToolName, unknown>;

/** One type for all of them: each checks its own input with its own schema before it runs, so the narrower types are theirs alone. */
export const toolList: readonly Tool[] = Object.values(tools) as readonly unknown[] as readonly Tool[];

export const toolNamed = (name: string): Tool | undefined => toolList.find((tool) => tool.name === name);

export const toolsFor = (audience: Audience): readonly Tool[] => toolList.filter((tool) => tool.audience.includes(audience));

export const describeTools = (list: readonly Tool[]): ToolDescriptor[] =>
  list.map(({ name, label, description, effect, input }) => ({ name, label, description, effect, input }));
