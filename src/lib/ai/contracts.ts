/** The words of the ai room: conversations, tool outcomes, approvals, and what the chat draws on the week. Pure and browser-safe. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { InstantSchema, UndoSchema } from "@/lib/scheduling/contracts";

/* ── What the conversation draws on the calendar ── */
/** highlight = spoken about; ghost = proposed, not done (with `from` where it moves); removed = would go; free = an offer. */
export const MarkSchema = z.object({
  kind: z.enum(["highlight", "ghost", "removed", "free"]),
  title: z.string(),
  start: InstantSchema,
  end: InstantSchema,
  ref: z.string().optional(),
  from: z.object({ start: InstantSchema, end: InstantSchema }).optional(),
  actionId: z.uuid().optional(),
});
export type Mark = z.infer<typeof MarkSchema>;

/* ── Approvals ── */
export const PolicySchema = z.enum(["auto", "ask", "never"]);
export type Policy = z.infer<typeof PolicySchema>;

/** One line of a readable difference: "When: Tue 24 Nov, 14:00 → Wed 25 Nov, 10:00". */
export const ChangeLineSchema = z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type ChangeLine = z.infer<typeof ChangeLineSchema>;

/** A field of the tool's input that the owner may correct before approving. `path` is a dotted path into `input`. */
export const EditableFieldSchema = z.object({
  path: z.string(),
  label: z.string(),
  kind: z.enum(["text", "long-text", "instant", "minutes", "emails"]),
  value: z.union([z.string(), z.number(), z.array(z.string())]),
});

export const PendingActionSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid().nullable(),
  tool: z.string(),
  title: z.string(),
  lines: z.array(ChangeLineSchema),
  /** Who would hear of it, by address or name. */
  tells: z.array(z.string()),
  /** Which of them would be written to, and why the others wouldn't, as it was when it was asked. Null: nothing is said of it. */
  telling: z.string().nullable().default(null),
  editable: z.array(EditableFieldSchema),
  input: z.record(z.string(), z.unknown()),
  /** SHA-256 of the canonical input: what was approved is exactly what was shown. */
  inputHash: z.string(),
  state: z.enum(["waiting", "approved", "declined", "expired", "failed"]),
  expiresAt: InstantSchema,
  createdAt: InstantSchema,
  marks: z.array(MarkSchema),
  result: z.string().nullable(),
  undo: UndoSchema.nullable(),
});
export type PendingAction = z.infer<typeof PendingActionSchema>;

/* ── What a tool answers: the only source of any claim that something happened ── */
export const OptionSchema = z.object({ label: z.string(), /** What to say back to choose it. */ value: z.string() });
export const ToolOutcomeSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("done"),
    output: z.unknown(),
    /** One factual sentence in the owner's zone. */ said: z.string(),
    marks: z.array(MarkSchema),
    undo: UndoSchema.nullable(),
  }),
  z.object({ status: z.literal("waiting"), action: PendingActionSchema, said: z.string(), marks: z.array(MarkSchema) }),
  z.object({
    status: z.literal("refused"),
    reason: z.string().regex(/^[a-z-]+$/),
    said: z.string(),
    /** The one question to ask, with its answers, where that helps. */ options: z.array(OptionSchema),
  }),
]);
export type ToolOutcome = z.infer<typeof ToolOutcomeSchema>;

/* ── Conversations ── */
export const ConversationSchema = z.object({ id: z.uuid(), title: z.string(), pinned: z.boolean(), updatedAt: InstantSchema, createdAt: InstantSchema });
export type Conversation = z.infer<typeof ConversationSchema>;
/**
 * The AI SDK's UIMessage, checked only as far as we rely on it. A turn that failed ends with a part `data-error` holding
 * `{ code, message, retryable }`. `metadata.model` says which model answered, `note` that another one was asked in vain,
 * `stopped` that the owner ended the answer,
 * `memories` what the model was given of what is kept.
 */
export const StoredMessageSchema = z.object({
  id: z.string(),
  role: z.enum(["user", "assistant"]),
  parts: z.array(z.looseObject({ type: z.string() })),
  metadata: z
    .looseObject({
      model: z.string().optional(),
      note: z.string().optional(),
      stopped: z.boolean().optional(),
      memories: z.array(z.object({ id: z.string(), text: z.string() })).optional(),
      createdAt: InstantSchema.optional(),
    })
    .optional(),
});
export type StoredMessage = z.infer<typeof StoredMessageSchema>;

export const chatEndpoint = endpoint({
  method: "post",
  path: "/api/ai/chat",
  summary: "Say something to Perin; answers as an AI SDK UI message stream",
  auth: "session",
  limit: "chat",
  answers: "stream",
  /** Only the last user message is trusted; history comes from the database. `regenerate-message` answers `messageId` anew; a user message with a known id replaces it and what came after (edit and resend). */
  input: z.object({
    id: z.uuid().optional(),
    messages: z
      .array(
        z.looseObject({
          id: z.string().max(100).optional(),
          role: z.string(),
          parts: z
            .array(z.looseObject({ type: z.string() }))
            .max(50)
            .optional(),
          content: z.string().max(20_000).optional(),
        }),
      )
      .max(500),
    trigger: z.enum(["submit-message", "regenerate-message"]).default("submit-message"),
    messageId: z.string().max(100).optional(),
  }),
  output: z.unknown(),
});
export const resumeChatEndpoint = endpoint({
  method: "get",
  path: "/api/ai/chat/{conversationId}/stream",
  summary: "Follow an answer that is being written (204 when none is)",
  auth: "session",
  answers: "stream",
  input: z.strictObject({ conversationId: z.uuid() }),
  output: z.unknown(),
});
export const stopChatEndpoint = endpoint({
  method: "post",
  path: "/api/ai/chat/{conversationId}/stop",
  summary: "Stop the answer that is being written; what was said stays",
  auth: "session",
  input: z.strictObject({ conversationId: z.uuid() }),
  output: z.object({ stopped: z.boolean() }),
});

export const listConversationsEndpoint = endpoint({
  method: "get",
  path: "/api/conversations",
  summary: "List or search conversations, pinned first, newest first",
  auth: "session",
  input: z.strictObject({
    query: z.string().max(200).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({ conversations: z.array(ConversationSchema), nextCursor: z.string().nullable() }),
});
export const getConversationEndpoint = endpoint({
  method: "get",
  path: "/api/conversations/{conversationId}",
  summary: "One conversation with its newest messages; `before` pages back",
  auth: "session",
  input: z.strictObject({ conversationId: z.uuid(), before: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ conversation: ConversationSchema, messages: z.array(StoredMessageSchema), before: z.string().nullable(), answering: z.boolean() }),
});
export const updateConversationEndpoint = endpoint({
  method: "patch",
  path: "/api/conversations/{conversationId}",
  summary: "Rename or pin a conversation",
  auth: "session",
  input: z.strictObject({ conversationId: z.uuid(), title: z.string().trim().min(1).max(200).optional(), pinned: z.boolean().optional() }),
  output: ConversationSchema,
});
export const deleteConversationEndpoint = endpoint({
  method: "delete",
  path: "/api/conversations/{conversationId}",
  summary: "Delete a conversation and its messages",
  auth: "session",
  input: z.strictObject({ conversationId: z.uuid() }),
  output: z.object({ deleted: z.literal(true) }),
});

export const listApprovalsEndpoint = endpoint({
  method: "get",
  path: "/api/approvals",
  summary: "Actions that wait for the owner's word, newest first",
  auth: "session",
  input: z.strictObject({
    state: z.enum(["waiting", "all"]).default("waiting"),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({ approvals: z.array(PendingActionSchema), nextCursor: z.string().nullable() }),
});
/** `edits` maps an editable field's path to its new value; `inputHash` must be that of the action as it was shown. */
export const decideApprovalEndpoint = endpoint({
  method: "post",
  path: "/api/approvals/{actionId}",
  summary: "Approve, correct and approve, or decline an action",
  auth: "session",
  limit: "write",
  input: z.strictObject({
    actionId: z.uuid(),
    decision: z.enum(["approve", "decline"]),
    inputHash: z.string().length(64),
    edits: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
  }),
  output: z.object({ action: PendingActionSchema, outcome: ToolOutcomeSchema.nullable() }),
});

/* ── Quick add ── */
/** What a typed line would do, before it is done. */
export const QuickReadingSchema = z.discriminatedUnion("understood", [
  z.object({
    understood: z.literal(true),
    tool: z.string(),
    title: z.string(),
    lines: z.array(ChangeLineSchema),
    /** True when it would wait for the owner's word. */
    asks: z.boolean(),
    inputHash: z.string(),
  }),
  z.object({ understood: z.literal(false), said: z.string(), options: z.array(OptionSchema) }),
]);
export type QuickReading = z.infer<typeof QuickReadingSchema>;

const QuickLineSchema = z.string().trim().min(1).max(500);
export const readQuickAddEndpoint = endpoint({
  method: "post",
  path: "/api/quick-add/read",
  summary: "What a typed line would add; changes nothing",
  auth: "session",
  limit: "read",
  input: z.strictObject({ text: QuickLineSchema }),
  output: QuickReadingSchema,
});
export const quickAddEndpoint = endpoint({
  method: "post",
  path: "/api/quick-add",
  summary: "Add what the reading with this hash showed, by the same policy as the chat",
  auth: "session",
  limit: "write",
  input: z.strictObject({ text: QuickLineSchema, inputHash: z.string().length(64) }),
  output: ToolOutcomeSchema,
});

/* ── History ── */
export const HistoryEntrySchema = z.object({
  id: z.uuid(),
  at: InstantSchema,
  /** "You", "Perin", "A visitor". */ by: z.string(),
  said: z.string(),
  action: z.string(),
  href: z.string().nullable(),
  undone: z.boolean(),
  undo: UndoSchema.nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntrySchema>;
export const listHistoryEndpoint = endpoint({
  method: "get",
  path: "/api/history",
  summary: "What was done in the owner's name and by whom, newest first",
  auth: "session",
  input: z.strictObject({
    kind: z.enum(["all", "calendar", "contacts", "memory", "tasks", "mail", "approvals", "account"]).default("all"),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({ entries: z.array(HistoryEntrySchema), nextCursor: z.string().nullable() }),
});

/** Per tool: what it does and whether Perin may do it by itself. */
export const ToolPolicySchema = z.object({
  tool: z.string(),
  label: z.string(),
  description: z.string(),
  effect: z.enum(["read", "own", "others"]),
  policy: PolicySchema,
  defaultPolicy: PolicySchema,
  allowed: z.array(PolicySchema),
});
export const listPoliciesEndpoint = endpoint({
  method: "get",
  path: "/api/settings/approvals",
  summary: "What Perin may do by itself",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ policies: z.array(ToolPolicySchema) }),
});
export const putPolicyEndpoint = endpoint({
  method: "put",
  path: "/api/settings/approvals/{tool}",
  summary: "Change what Perin may do by itself",
  auth: "session",
  input: z.strictObject({ tool: z.string().max(60), policy: PolicySchema }),
  output: ToolPolicySchema,
});

export const ModelStateSchema = z.object({
  id: z.string(),
  label: z.string(),
  active: z.boolean(),
  configured: z.boolean(),
  /** Why it is or isn't used, in words. */ why: z.string(),
});
export const listModelsEndpoint = endpoint({
  method: "get",
  path: "/api/settings/models",
  summary: "Which models there are, which answers, and why",
  auth: "session",
  input: z.strictObject({}),
  output: z.object({ models: z.array(ModelStateSchema) }),
});

export const tryModelEndpoint = endpoint({
  method: "post",
  path: "/api/settings/models/{modelId}/test",
  summary: "Try a model that is set up, and say what happened",
  auth: "session",
  limit: "model-test",
  input: z.strictObject({ modelId: z.string().max(40) }),
  output: z.object({ ok: z.boolean(), latencyMs: z.number().int(), said: z.string() }),
});

/* ── For commands on this machine (guarded by the token of the running server, never by a session) ── */
/** `as` is the owner's e-mail address; the operator without it. */
export const commandLineAskEndpoint = endpoint({
  method: "post",
  path: "/api/ai/command-line",
  summary: "Say something from the command line of this machine; answers as an AI SDK UI message stream",
  auth: "public",
  limit: "chat",
  answers: "stream",
  input: z.strictObject({ as: z.email().optional(), text: z.string().min(1).max(20_000), conversationId: z.uuid().optional() }),
  output: z.unknown(),
});
export const commandLineDecideEndpoint = endpoint({
  method: "post",
  path: "/api/ai/command-line/decide",
  summary: "Approve or decline an action from the command line of this machine",
  auth: "public",
  limit: "write",
  input: z.strictObject({ as: z.email().optional(), actionId: z.uuid(), decision: z.enum(["approve", "decline"]), inputHash: z.string().length(64) }),
  output: z.object({ action: PendingActionSchema, outcome: ToolOutcomeSchema.nullable() }),
});
