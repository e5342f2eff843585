/** The door of the assistant: answering, conversations, approvals, policies, models. */
export { answer, resumeAnswer, stopAnswer, type AnswerInput, type AnswerOptions } from "./answer";
export { answerOnce, type AnswerOnceOptions, type TurnReport } from "./answer-once";
export { sayBriefInWords, type BriefWordsOptions } from "./brief-words";
export { decideApproval, type Decision } from "./approvals";
export { listApprovals } from "./list-approvals";
export { deleteConversation, getConversation, listConversations, requireConversation, updateConversation } from "./conversations";
export { listHistory } from "./history";
export { quickAdd, readQuickAdd } from "./quick-add";
export { listModels, modelStates } from "./model-states";
export { tryModel, tryModelHere } from "./model-trial";
export { listPolicies, putPolicy } from "./policies";
export { undoAnyChange } from "./undo-change";
export { visitorSpeaker } from "./visitor-speaker";
export { requestedCommandActor } from "./command-line/command-actor";
export { converse, type Conversed, type Terminal } from "./command-line/converse";
export { openLine } from "./command-line/line";
