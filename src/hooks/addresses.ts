/**
 * Where the browser calls, by method and path alone. The declarations in the contracts carry their zod schemas along, which would
 * triple what a page weighs; only their types are read here, and a test holds each address to its declaration.
 */
import type {
  decideApprovalEndpoint,
  listApprovalsEndpoint,
  listHistoryEndpoint,
  quickAddEndpoint,
  readQuickAddEndpoint,
  deleteConversationEndpoint,
  getConversationEndpoint,
  listConversationsEndpoint,
  putPolicyEndpoint,
  stopChatEndpoint,
  tryModelEndpoint,
  updateConversationEndpoint,
} from "@/lib/ai/contracts";
import type { retryDeadLettersEndpoint } from "@/lib/background/contracts";
import type { createBriefEndpoint, putBriefSettingsEndpoint } from "@/lib/briefs/contracts";
import type { Endpoint } from "@/lib/endpoint";
import type {
  changePasswordEndpoint,
  deletePictureEndpoint,
  putPictureEndpoint,
  revokeSessionEndpoint,
  signInEndpoint,
  signOutEndpoint,
  signUpEndpoint,
  updateProfileEndpoint,
} from "@/lib/identity/contracts";
import type {
  answerInvitationEndpoint,
  changeMailsEndpoint,
  countMailsEndpoint,
  deleteMailEndpoint,
  eventMailReachEndpoint,
  getThreadEndpoint,
  listMailsEndpoint,
  saveDraftEndpoint,
  searchAccountsEndpoint,
  sendMailEndpoint,
  triageMailsEndpoint,
  unsubscribeSenderEndpoint,
} from "@/lib/mail/contracts";
import type { exploreSampleEndpoint, removeSampleEndpoint } from "@/lib/owner-data/contracts";
import type {
  getPushEndpoint,
  listNotificationsEndpoint,
  putNotificationChoiceEndpoint,
  putNotificationSettingsEndpoint,
  readNotificationsEndpoint,
  subscribePushEndpoint,
  unsubscribeEndpoint,
  unsubscribePushEndpoint,
} from "@/lib/notifications/contracts";
import type {
  changeTaskEndpoint,
  createTaskEndpoint,
  deleteTaskEndpoint,
  listTasksEndpoint,
  planTaskEndpoint,
  restoreTaskEndpoint,
  snoozeTaskEndpoint,
} from "@/lib/tasks/contracts";
import type {
  explainTimeEndpoint,
  findFreeTimeEndpoint,
  findMeetingsWithEndpoint,
  listEventsEndpoint,
  listWorkingTimeEndpoint,
  putAvailabilityEndpoint,
  simulateAvailabilityEndpoint,
  undoChangeEndpoint,
} from "@/lib/scheduling/contracts";
import type { createMemoryEndpoint, deleteMemoryEndpoint, listMemoriesEndpoint, updateMemoryEndpoint } from "@/lib/memory/contracts";
import type { deleteAccountEndpoint } from "@/lib/owner-data/contracts";
import type { createContactEndpoint, deleteContactEndpoint, listContactsEndpoint, mergeContactsEndpoint, updateContactEndpoint } from "@/lib/people/contracts";

const address = <Declared extends Endpoint>(method: Declared["method"], path: Declared["path"]): Declared => ({ method, path }) as Declared;

export const listEvents = address<typeof listEventsEndpoint>("get", "/api/events");
export const undoChange = address<typeof undoChangeEndpoint>("post", "/api/changes/{changeId}/undo");
export const eventMailReach = address<typeof eventMailReachEndpoint>("post", "/api/event-mail-reach");
export const explainTime = address<typeof explainTimeEndpoint>("post", "/api/explain-time");
export const findFreeTime = address<typeof findFreeTimeEndpoint>("post", "/api/free-time");
export const listWorkingTime = address<typeof listWorkingTimeEndpoint>("get", "/api/working-time");
export const simulateAvailability = address<typeof simulateAvailabilityEndpoint>("post", "/api/settings/availability/simulate");
export const listConversations = address<typeof listConversationsEndpoint>("get", "/api/conversations");
export const updateConversation = address<typeof updateConversationEndpoint>("patch", "/api/conversations/{conversationId}");
export const getConversation = address<typeof getConversationEndpoint>("get", "/api/conversations/{conversationId}");
export const deleteConversation = address<typeof deleteConversationEndpoint>("delete", "/api/conversations/{conversationId}");
export const listApprovals = address<typeof listApprovalsEndpoint>("get", "/api/approvals");
export const decideApproval = address<typeof decideApprovalEndpoint>("post", "/api/approvals/{actionId}");
export const stopChat = address<typeof stopChatEndpoint>("post", "/api/ai/chat/{conversationId}/stop");

export const listTasks = address<typeof listTasksEndpoint>("get", "/api/tasks");
export const createTask = address<typeof createTaskEndpoint>("post", "/api/tasks");
export const changeTask = address<typeof changeTaskEndpoint>("patch", "/api/tasks/{taskId}");
export const snoozeTask = address<typeof snoozeTaskEndpoint>("post", "/api/tasks/{taskId}/snooze");
export const planTask = address<typeof planTaskEndpoint>("post", "/api/tasks/{taskId}/plan");
export const deleteTask = address<typeof deleteTaskEndpoint>("delete", "/api/tasks/{taskId}");
export const restoreTask = address<typeof restoreTaskEndpoint>("post", "/api/tasks/{taskId}/restore");
export const putBriefSettings = address<typeof putBriefSettingsEndpoint>("put", "/api/settings/brief");

export const exploreSample = address<typeof exploreSampleEndpoint>("post", "/api/auth/sample");
export const removeSample = address<typeof removeSampleEndpoint>("delete", "/api/sample");
export const createBrief = address<typeof createBriefEndpoint>("post", "/api/briefs");
export const signUp = address<typeof signUpEndpoint>("post", "/api/auth/sign-up/email");
export const signIn = address<typeof signInEndpoint>("post", "/api/auth/sign-in/email");
export const signOut = address<typeof signOutEndpoint>("post", "/api/auth/sign-out");
export const revokeSession = address<typeof revokeSessionEndpoint>("delete", "/api/auth/sessions/{sessionId}");
export const changePassword = address<typeof changePasswordEndpoint>("put", "/api/auth/password");
export const updateProfile = address<typeof updateProfileEndpoint>("patch", "/api/settings/profile");
export const putPicture = address<typeof putPictureEndpoint>("put", "/api/settings/picture");
export const deletePicture = address<typeof deletePictureEndpoint>("delete", "/api/settings/picture");
export const tryModel = address<typeof tryModelEndpoint>("post", "/api/settings/models/{modelId}/test");
export const putPolicy = address<typeof putPolicyEndpoint>("put", "/api/settings/approvals/{tool}");
export const putAvailability = address<typeof putAvailabilityEndpoint>("put", "/api/settings/availability");

export const listNotifications = address<typeof listNotificationsEndpoint>("get", "/api/notifications");
export const readNotifications = address<typeof readNotificationsEndpoint>("post", "/api/notifications/read");
export const putNotificationChoice = address<typeof putNotificationChoiceEndpoint>("put", "/api/settings/notifications");
export const putNotificationSettings = address<typeof putNotificationSettingsEndpoint>("put", "/api/settings/notifications/times");
export const getPush = address<typeof getPushEndpoint>("get", "/api/push");
export const subscribePush = address<typeof subscribePushEndpoint>("post", "/api/push");
export const unsubscribePush = address<typeof unsubscribePushEndpoint>("delete", "/api/push/{browserId}");
export const unsubscribe = address<typeof unsubscribeEndpoint>("post", "/api/notifications/unsubscribe/{token}");

export const retryDeadLetters = address<typeof retryDeadLettersEndpoint>("post", "/api/operator/dead-letters/retry");
export const listMails = address<typeof listMailsEndpoint>("get", "/api/mails");
export const countMails = address<typeof countMailsEndpoint>("get", "/api/mails/counts");
export const triageMails = address<typeof triageMailsEndpoint>("get", "/api/mails/triage");
export const getThread = address<typeof getThreadEndpoint>("get", "/api/mails/{mailId}");
export const changeMails = address<typeof changeMailsEndpoint>("post", "/api/mails/change");
export const saveDraft = address<typeof saveDraftEndpoint>("post", "/api/mails/drafts");
export const sendMail = address<typeof sendMailEndpoint>("post", "/api/mails/send");
export const searchAccounts = address<typeof searchAccountsEndpoint>("post", "/api/mails/search-accounts");
export const unsubscribeSender = address<typeof unsubscribeSenderEndpoint>("post", "/api/mails/{mailId}/unsubscribe");
export const answerInvitation = address<typeof answerInvitationEndpoint>("post", "/api/mails/{mailId}/invitation");
export const deleteMail = address<typeof deleteMailEndpoint>("delete", "/api/mails/{mailId}");
export const listMemories = address<typeof listMemoriesEndpoint>("get", "/api/memories");
export const createMemory = address<typeof createMemoryEndpoint>("post", "/api/memories");
export const updateMemory = address<typeof updateMemoryEndpoint>("patch", "/api/memories/{memoryId}");
export const deleteMemory = address<typeof deleteMemoryEndpoint>("delete", "/api/memories/{memoryId}");

export const listContacts = address<typeof listContactsEndpoint>("get", "/api/contacts");
export const createContact = address<typeof createContactEndpoint>("post", "/api/contacts");
export const updateContact = address<typeof updateContactEndpoint>("patch", "/api/contacts/{contactId}");
export const deleteContact = address<typeof deleteContactEndpoint>("delete", "/api/contacts/{contactId}");
export const mergeContacts = address<typeof mergeContactsEndpoint>("post", "/api/contacts/merge");
export const findMeetingsWith = address<typeof findMeetingsWithEndpoint>("get", "/api/contacts/{contactId}/meetings");

export const listHistory = address<typeof listHistoryEndpoint>("get", "/api/history");
export const readQuickAdd = address<typeof readQuickAddEndpoint>("post", "/api/quick-add/read");
export const quickAdd = address<typeof quickAddEndpoint>("post", "/api/quick-add");
export const deleteAccount = address<typeof deleteAccountEndpoint>("post", "/api/account/delete");
