/** Reads what the assistant did out of a message's parts. The server has checked it; here only its shape is recognised. */
import type { Mark, PendingAction, ToolOutcome } from "@/lib/ai/contracts";
import type { ChatMessage } from "./chat-message";

export interface Step {
  readonly callId: string;
  readonly tool: string;
  readonly state: "running" | "finished" | "failed";
  /** What was asked of the tool, as far as it is known yet. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: ToolOutcome | null;
  readonly error: string | null;
}

/** What was decided about actions since the message was written, by action id. */
export type Decisions = ReadonlyMap<string, { readonly action: PendingAction; readonly outcome: ToolOutcome | null }>;
/** Ids of changes that were taken back. */
export type Undone = ReadonlySet<string>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const isOutcome = (value: unknown): value is ToolOutcome =>
  isRecord(value) && typeof value.said === "string" && (value.status === "done" || value.status === "waiting" || value.status === "refused");

const states: Record<string, Step["state"]> = { "output-available": "finished", "output-error": "failed", "output-denied": "failed" };

/** The step a part stands for, or undefined for text and the rest. */
export const stepOf = (part: ChatMessage["parts"][number]): Step | undefined => {
  const isStatic = part.type.startsWith("tool-");
  if (!isStatic && part.type !== "dynamic-tool") return undefined;
  const fields = part as unknown as Record<string, unknown>;
  return {
    callId: String(fields.toolCallId),
    tool: isStatic ? part.type.slice("tool-".length) : String(fields.toolName),
    state: states[String(fields.state)] ?? "running",
    input: isRecord(fields.input) ? fields.input : {},
    outcome: isOutcome(fields.output) ? fields.output : null,
    error: typeof fields.errorText === "string" ? fields.errorText : null,
  };
};

export const stepsOf = (message: ChatMessage): Step[] => message.parts.flatMap((part) => stepOf(part) ?? []);

/** Tools that only look; everything else that is done must not be done twice. The server's list, which a browser would have to load zod for; a test holds them together. */
export const readers: ReadonlySet<string> = new Set([
  "resolve_time",
  "find_events",
  "find_free_time",
  "explain_time",
  "find_contacts",
  "recall",
  "find_accounts",
  "find_history",
  "find_invitations",
  "find_approvals",
  "read_brief",
  "find_tasks",
  "find_mails",
  "read_mail",
  "summarise_mail",
  "triage_mail",
]);

/** Whether answering anew could do something twice. */
export const hasActed = (message: ChatMessage): boolean =>
  stepsOf(message).some((step) => step.outcome !== null && step.outcome.status !== "refused" && !readers.has(step.tool));

/** Why the answer broke off, in the server's words. */
export const failureOf = (message: ChatMessage): string | undefined => {
  const part = message.parts.find(({ type }) => type === "data-error");
  const data = part && "data" in part && isRecord(part.data) ? part.data : undefined;
  if (part === undefined) return undefined;
  return typeof data?.message === "string" ? data.message : "The answer broke off. What was done stays done; your message is kept.";
};

/** What an answer that broke off had achieved: everything up to its last outcome. */
export const achievedParts = (message: ChatMessage): ChatMessage["parts"] =>
  message.parts.slice(0, message.parts.findLastIndex((part) => (stepOf(part)?.outcome ?? null) !== null) + 1);

export const textOf = (message: ChatMessage): string => message.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("\n\n");

/** An action as it stands now: decided here, or run out since it was written. */
export const currentAction = (action: PendingAction, decisions: Decisions, nowMs: number): PendingAction => {
  const known = decisions.get(action.id)?.action ?? action;
  return known.state === "waiting" && Date.parse(known.expiresAt) <= nowMs ? { ...known, state: "expired" } : known;
};

/** A step that waited, with what came of it once the owner has decided. */
export const decidedStep = (step: Step, decisions: Decisions): Step => {
  const outcome = step.outcome?.status === "waiting" ? decisions.get(step.outcome.action.id)?.outcome : null;
  return outcome ? { ...step, outcome } : step;
};

const withAction = (marks: readonly Mark[], action: PendingAction): Mark[] => marks.map((mark) => ({ ...mark, actionId: action.id }));

const marksOf = (step: Step, latest: boolean, decisions: Decisions, undone: Undone, nowMs: number): readonly Mark[] => {
  const { outcome } = step;
  if (outcome?.status === "done") return latest && !(outcome.undo && undone.has(outcome.undo.changeId)) ? outcome.marks : [];
  if (outcome?.status !== "waiting") return [];
  const action = currentAction(outcome.action, decisions, nowMs);
  if (action.state === "waiting") return withAction(action.marks.length > 0 ? action.marks : outcome.marks, action);
  const after = decisions.get(action.id)?.outcome;
  return latest && after?.status === "done" && !(after.undo && undone.has(after.undo.changeId)) ? after.marks : [];
};

const identity = (mark: Mark): string => `${mark.kind} ${mark.ref ?? mark.title} ${mark.start}`;

/** Something was done in the turn, so the times that were offered on the way to it are no longer on offer. */
const isSettled = (steps: readonly Step[], decisions: Decisions): boolean =>
  steps.some((step) => !readers.has(step.tool) && decidedStep(step, decisions).outcome?.status === "done");

/** What to draw on the week: everything of the latest turn, and from before it only what still waits for a word. */
export const drawnMarks = (messages: readonly ChatMessage[], decisions: Decisions, undone: Undone, nowMs: number): Mark[] => {
  const turn = messages.findLastIndex((message) => message.role === "user");
  const all = messages.flatMap((message, index) => stepsOf(message).flatMap((step) => marksOf(step, index > turn, decisions, undone, nowMs)));
  const settled = isSettled(messages.slice(turn + 1).flatMap(stepsOf), decisions);
  return [...new Map(all.filter(({ kind }) => kind !== "free" || !settled).map((mark) => [identity(mark), mark])).values()];
};
