/** What an intent is: data, so that a new way to say something is a line and its example is its test. */

export type Intent =
  | "create"
  | "supplement"
  | "cancel"
  | "move"
  | "resize"
  | "rename"
  | "relocate"
  | "describe"
  | "show-as"
  | "repeat"
  | "add-people"
  | "remove-people"
  | "swap-people"
  | "find-events"
  | "check-free"
  | "find-time"
  | "explain-time"
  | "choose-offer"
  | "tell-time"
  | "travel"
  | "save-contact"
  | "find-contact"
  | "delete-contact"
  | "undo"
  | "greet"
  | "thank"
  | "help"
  | "accept"
  | "decline"
  | "reset"
  | "write-mail"
  | "draft-mail"
  | "send-draft"
  | "reply-mail"
  | "forward-mail"
  | "delete-mail"
  | "archive-mail"
  | "unsubscribe-mail"
  | "label-mail"
  | "read-mail"
  | "ask-mail"
  | "triage-mail"
  | "find-mail"
  | "remember"
  | "recall"
  | "forget"
  | "make-link"
  | "pause-links"
  | "find-accounts"
  | "find-history"
  | "find-approvals"
  | "read-brief"
  | "survey"
  | "add-task"
  | "find-tasks"
  | "complete-task"
  | "snooze-task"
  | "plan-task"
  | "change-task"
  | "delete-task"
  | "weather"
  | "guide"
  | "identity"
  | "mood"
  | "message"
  | "other";

export interface IntentRule {
  readonly intent: Intent;
  /** The tool that carries it out; an intent whose tool the registry lacks is refused honestly. */
  readonly tool: string | null;
  /** Patterns by how much they weigh beside other intents' patterns; every token a pattern names adds one. */
  readonly patterns: readonly (readonly [weight: number, pattern: string])[];
  /** Begins like this (politeness left out): then it is something else, whatever the patterns say. */
  readonly unless?: RegExp;
  /** Sentences that must be read as this intent. */
  readonly examples: readonly string[];
}
