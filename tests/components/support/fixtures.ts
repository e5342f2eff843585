/** A week and a conversation to draw. Times are Berlin's in the week of Monday 23 November 2026. */
import type { ChatMessage } from "@/components/chat/chat-message";
import type { Clock } from "@/components/week/zoned-time";
import type { PendingAction, ToolOutcome } from "@/lib/ai/contracts";
import type { CalendarEvent } from "@/lib/scheduling/contracts";

export const clock: Clock = { zone: "Europe/Berlin", locale: "en-GB", hourCycle: "h23" };
export const nowMs = Date.parse("2026-11-23T14:20:00+01:00");
export const idOf = (number: number): string => `0192f0c4-0000-7000-8000-${String(number).padStart(12, "0")}`;

export const event = (number: number, title: string, start: string, end: string, more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: idOf(number),
  ref: idOf(number),
  calendarId: idOf(900),
  title,
  description: "",
  location: "",
  start: `2026-11-${start}:00+01:00`,
  end: `2026-11-${end}:00+01:00`,
  allDay: false,
  zone: "Europe/Berlin",
  status: "confirmed",
  showAs: "busy",
  attendees: [],
  guests: [],
  recurrence: null,
  version: 1,
  ...more,
});

export const review = event(1, "Design review", "24T14:00", "24T15:00");

export const pendingAction = (more: Partial<PendingAction> = {}): PendingAction => ({
  id: idOf(50),
  conversationId: idOf(60),
  tool: "move_event",
  title: "Move “Design review”",
  lines: [{ label: "When", before: "Tuesday 24 Nov, 14:00–15:00", after: "Wednesday 25 Nov, 15:00–16:00" }],
  tells: ["Maya Lind", "tom@example.com"],
  telling: null,
  editable: [{ path: "when", label: "When", kind: "instant", value: "Wednesday 25 Nov at 15:00" }],
  input: {},
  inputHash: "a".repeat(64),
  state: "waiting",
  expiresAt: "2026-11-24T14:20:00+01:00",
  createdAt: "2026-11-23T14:20:00+01:00",
  result: null,
  undo: null,
  marks: [
    {
      kind: "ghost",
      title: "Design review",
      start: "2026-11-25T15:00:00+01:00",
      end: "2026-11-25T16:00:00+01:00",
      ref: review.ref,
      from: { start: review.start, end: review.end },
    },
  ],
  ...more,
});

export const waiting = (action: PendingAction = pendingAction()): ToolOutcome => ({
  status: "waiting",
  action,
  said: "This waits for your word.",
  marks: action.marks,
});
export const done = (said: string, more: Partial<Extract<ToolOutcome, { status: "done" }>> = {}): ToolOutcome => ({
  status: "done",
  output: {},
  said,
  marks: [],
  undo: null,
  ...more,
});

export const toolPart = (tool: string, output: ToolOutcome | null, input: unknown = {}): ChatMessage["parts"][number] =>
  ({
    type: `tool-${tool}`,
    toolCallId: `call-${tool}`,
    input,
    ...(output === null ? { state: "input-available" } : { state: "output-available", output }),
  }) as unknown as ChatMessage["parts"][number];

export const said = (id: string, role: "user" | "assistant", ...parts: (string | ChatMessage["parts"][number])[]): ChatMessage => ({
  id,
  role,
  parts: parts.map((part) => (typeof part === "string" ? { type: "text" as const, text: part } : part)),
});
