/** What a tool of the assistant is. Scope, audience, effect and approval live here, in code, never in a prompt. */
import type { z } from "zod";
import type { Actor, Profile, Scope } from "@/lib/identity/contracts";
import type { Undo } from "@/lib/scheduling/contracts";
import type { ChangeLine, Mark, Policy } from "../contracts";

export type Audience = "owner" | "visitor" | "peer";

/** read: nothing changes; own: only the owner's own things change; others: somebody else would notice. */
export type Effect = "read" | "own" | "others";

/** Everything a tool may know of the moment it runs in. */
export interface ToolContext {
  readonly actor: Actor;
  readonly profile: Profile;
  /** RFC 3339 with the owner's offset. */
  readonly now: string;
  readonly conversationId: string | null;
  readonly signal: AbortSignal;
}

/** A refusal is a value: the caller phrases it or asks the one question. */
export interface Refusal {
  readonly ok: false;
  readonly reason: string;
  readonly said: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}
export interface Success<Output> {
  readonly ok: true;
  readonly output: Output;
  readonly said: string;
  readonly marks?: readonly Mark[];
  readonly undo?: Undo | null;
}

/** What asking shows: made before anything happens. `input` is the resolved input (phrases turned into instants) that will run if approved. */
export interface Preview<Input> {
  readonly ok: true;
  readonly effect: Effect;
  readonly input: Input;
  readonly title: string;
  readonly lines: readonly ChangeLine[];
  readonly tells: readonly string[];
  /** Who of them would be written to, where that can be said. */
  readonly telling?: string;
  readonly marks: readonly Mark[];
  readonly editable: readonly {
    readonly path: string;
    readonly label: string;
    readonly kind: "text" | "long-text" | "instant" | "minutes" | "emails";
    readonly value: string | number | string[];
  }[];
  /** True when this call asks whatever the policy says: more than one event would go. */
  readonly asks?: boolean;
}

export interface Tool<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** Two or three words for the settings page and the step in the chat: "Move an event". */
  readonly label: string;
  readonly description: string;
  readonly scope: Scope;
  readonly audience: readonly Audience[];
  /** The most it can do; `preview` may find that one call does less. */
  readonly effect: Effect;
  /** Policy per effect where the owner has said nothing. Reading is always auto. */
  readonly policy: Policy;
  readonly input: Input;
  readonly output: Output;
  /** Required unless the tool only reads: resolves the input and says what would happen. */
  readonly preview?: (context: ToolContext, input: z.output<Input>) => Promise<Preview<z.output<Input>> | Refusal>;
  readonly run: (context: ToolContext, input: z.output<Input>) => Promise<Success<z.output<Output>> | Refusal>;
}

export const defineTool = <Input extends z.ZodType, Output extends z.ZodType>(tool: Tool<Input, Output>): Tool<Input, Output> => tool;
