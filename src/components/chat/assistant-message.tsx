"use client";
/** Perin's answer: what it did, what it says, and what it needs a word for. */
import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { PendingAction } from "@/lib/ai/contracts";
import type { Undo } from "@/lib/scheduling/contracts";
import { ApprovalCard, type ApprovalCardProps } from "./approval-card";
import type { ChatMessage } from "./chat-message";
import { Markdown } from "./markdown";
import { currentAction, decidedStep, failureOf, hasActed, stepOf, stepsOf, type Decisions, type Step, type Undone } from "./outcome";
import { Problem } from "./problem";
import { ToolStep } from "./tool-step";
import { UndoLine } from "./undo-line";
import { UsedMemories } from "./used-memories";

export interface AssistantMessageProps {
  readonly message: ChatMessage;
  readonly streaming: boolean;
  /** The newest message, whose question can still be answered. */
  readonly newest: boolean;
  readonly decisions: Decisions;
  readonly undone: Undone;
  readonly nowMs: number;
  /** IANA zone of the owner. */
  readonly zone: string;
  readonly onDecide: ApprovalCardProps["onDecide"];
  readonly onUndo: (undo: Undo) => Promise<string | undefined>;
  readonly onSay: (text: string) => void;
  readonly onRetry: () => void;
}

const undosOf = (steps: readonly Step[], decisions: Decisions): Undo[] =>
  steps.flatMap(({ outcome }) => {
    if (outcome?.status === "done") return outcome.undo ?? [];
    if (outcome?.status !== "waiting") return [];
    const known = decisions.get(outcome.action.id);
    return (known?.outcome?.status === "done" ? known.outcome.undo : null) ?? known?.action.undo ?? outcome.action.undo ?? [];
  });

const actionsOf = (steps: readonly Step[], decisions: Decisions, nowMs: number): PendingAction[] =>
  steps.flatMap(({ outcome }) => (outcome?.status === "waiting" ? currentAction(outcome.action, decisions, nowMs) : []));

const modelWords: Readonly<Record<string, string>> = {
  builtin: "the built-in planner",
  openai: "OpenAI",
  "openai-compatible": "your model server",
  anthropic: "Claude",
  google: "Gemini",
};
const modelText = (model: string): string => modelWords[model] ?? model;

function Choices({ steps, onSay }: { readonly steps: readonly Step[]; readonly onSay: (text: string) => void }) {
  const last = steps.at(-1)?.outcome;
  if (last?.status !== "refused" || last.options.length === 0) return null;
  return (
    <div role="group" aria-label="Answers" className="mt-3 flex flex-wrap gap-2">
      {last.options.map((option) => (
        <Button key={option.value} size="sm" onClick={() => onSay(option.value)}>
          {option.label}
        </Button>
      ))}
    </div>
  );
}

function Footer({ message, onRetry }: { readonly message: ChatMessage; readonly onRetry: () => void }) {
  const { model, note, stopped } = message.metadata ?? {};
  const words = [stopped === true ? "Stopped." : "", note ?? (model === undefined ? "" : `Answered by ${modelText(model)}.`)].filter(Boolean).join(" ");
  return (
    <div className="mt-1 -ms-1.5 flex min-h-7 items-center gap-1 text-xs text-ink-faint">
      {!hasActed(message) && (
        <IconButton label="Answer again" size="sm" onClick={onRetry}>
          <RotateCw aria-hidden />
        </IconButton>
      )}
      <span className={hasActed(message) ? "ms-1.5" : ""}>{words}</span>
    </div>
  );
}

export function AssistantMessage({ message, streaming, newest, decisions, undone, nowMs, zone, onDecide, onUndo, onSay, onRetry }: AssistantMessageProps) {
  const steps = stepsOf(message);
  const failure = failureOf(message);
  const empty = !message.parts.some((part) => (part.type === "text" ? part.text !== "" : stepOf(part) !== undefined));
  return (
    <article data-testid="ai-response" data-state={streaming ? "streaming" : "done"} aria-label="Answer" aria-busy={streaming} className="group max-w-[46rem]">
      {streaming && empty && <Skeleton className="h-5 w-40" />}
      {message.parts.map((part, index) => {
        const step = stepOf(part);
        if (step)
          return (
            <div key={step.callId} className="mb-1">
              <ToolStep step={decidedStep(step, decisions)} />
            </div>
          );
        return part.type === "text" && part.text !== "" ? (
          <div key={index} className="mt-2 first:mt-0">
            <Markdown text={part.text} />
          </div>
        ) : null;
      })}
      {actionsOf(steps, decisions, nowMs).map((action) => (
        <ApprovalCard key={action.id} action={action} zone={zone} onDecide={onDecide} />
      ))}
      {!streaming &&
        undosOf(steps, decisions).map((undo) => <UndoLine key={undo.changeId} undo={undo} undone={undone.has(undo.changeId)} nowMs={nowMs} onUndo={onUndo} />)}
      {newest && !streaming && <Choices steps={steps} onSay={onSay} />}
      {failure !== undefined && !streaming && (
        <div className="mt-3">
          <Problem text={failure} {...(newest ? { onRetry } : {})} />
        </div>
      )}
      {!streaming && <UsedMemories memories={message.metadata?.memories ?? []} />}
      {newest && !streaming && failure === undefined && <Footer message={message} onRetry={onRetry} />}
    </article>
  );
}
