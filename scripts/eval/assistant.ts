/** Answers one `assistant` case of the evals: the whole service (loop, tools, approvals, database) over a calendar of the case's own. */
import { closeWorld, inWorld, type CaseWorld, type EventAtEnd, type MailAtEnd } from "./assistant-world";

export interface AssistantCase extends CaseWorld {
  readonly id: string;
  readonly now: string;
  readonly model?: string;
  readonly turns: readonly string[];
  /** Approves what waits after each turn. */
  readonly approve?: boolean;
}

export interface AssistantAnswer {
  readonly id: string;
  readonly replies: readonly string[];
  readonly toolCalls: readonly { readonly tool: string; readonly input: unknown; readonly ok: boolean }[];
  readonly pending: readonly { readonly tool: string; readonly input: unknown; readonly summary: string }[];
  readonly events: readonly EventAtEnd[];
  readonly mails: readonly MailAtEnd[];
}

// Read before anything of the service is loaded: nothing but answers goes to standard output, and nothing to this machine's files.
process.env.LOG_LEVEL ??= "silent";

const service = () => Promise.all([import("@/lib/ai/service"), import("@/lib/identity/service")]);

/** Errors: whatever keeps the turn from being answered, with its code. */
export const evalAssistant = async (input: unknown): Promise<AssistantAnswer> => {
  const given = input as AssistantCase;
  const [{ answerOnce, decideApproval }, { ownerActor }] = await service();
  return inWorld(given, async (userId, stateAtEnd) => {
    const actor = ownerActor(userId, "command-line");
    const replies: string[] = [];
    const toolCalls: AssistantAnswer["toolCalls"][number][] = [];
    const cards = new Map<string, AssistantAnswer["pending"][number]>();
    let conversationId: string | undefined;
    for (const text of given.turns) {
      const turn = await answerOnce(actor, text, { now: given.now, model: "builtin", ...(conversationId ? { conversationId } : {}) });
      conversationId = turn.conversationId;
      replies.push(turn.failure ?? turn.reply);
      toolCalls.push(...turn.calls.map(({ tool, input: said, outcome }) => ({ tool, input: said, ok: outcome.status !== "refused" })));
      for (const action of turn.pending) {
        if (given.approve === true) await decideApproval(actor, { actionId: action.id, decision: "approve", inputHash: action.inputHash }, { now: given.now });
        else
          cards.set(action.id, {
            tool: action.tool,
            input: action.input,
            summary: [action.title, ...action.lines.map(({ label, after }) => `${label}: ${after ?? ""}`)].join("; "),
          });
      }
      for (const { tool, outcome } of turn.calls)
        if (tool === "replace_card" && outcome.status === "done") cards.delete((outcome.output as { replaced: string }).replaced);
    }
    return { id: given.id, replies, toolCalls, pending: [...cards.values()], ...(await stateAtEnd()) };
  });
};

export const closeAssistant = closeWorld;
