/** The planner behind the AI SDK's provider interface. */
import { cpuMs } from "../../../../support/cpu-time";
import type { LanguageModelV4Prompt, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { createBuiltinModel } from "@/lib/ai/models/builtin/model";
import { readPrompt } from "@/lib/ai/models/builtin/read-prompt";

const model = createBuiltinModel({
  now: "2026-11-23T10:00:00+01:00",
  zone: "Europe/Berlin",
  locale: "en-US",
  tools: ["find_events", "create_event", "cancel_events", "move_event"].map((name) => ({
    name,
    label: name,
    description: "",
    effect: "read" as const,
    input: undefined as never,
  })),
});
const says = (text: string): LanguageModelV4Prompt[number] => ({ role: "user", content: [{ type: "text", text }] });
const asked = (id: string, toolName: string, input: unknown): LanguageModelV4Prompt[number] => ({
  role: "assistant",
  content: [{ type: "tool-call", toolCallId: id, toolName, input }],
});
const answered = (id: string, toolName: string, value: object): LanguageModelV4Prompt[number] => ({
  role: "tool",
  content: [{ type: "tool-result", toolCallId: id, toolName, output: { type: "json", value: value as never } }],
});

const partsOf = async (prompt: LanguageModelV4Prompt): Promise<LanguageModelV4StreamPart[]> => {
  const { stream } = await model.doStream({ prompt });
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
};

test("a request comes back as a tool call in the owner's own words", async () => {
  const { content, finishReason } = await model.doGenerate({ prompt: [says("Lunch with Maya on Thursday at 12:30, one hour")] });
  expect(finishReason.unified).toBe("tool-calls");
  expect(content).toEqual([expect.objectContaining({ type: "tool-call", toolName: "create_event" })]);
  expect(JSON.parse((content[0] as { input: string }).input)).toMatchObject({ title: "Lunch with Maya", people: ["Maya"], durationMinutes: 60 });
});

test("the last words are those of the outcome", async () => {
  const said = "“Lunch” is booked for Thursday 26 Nov, 12:30–13:30.";
  const { content, finishReason } = await model.doGenerate({
    prompt: [says("Lunch on Thursday at 12:30, one hour"), asked("a", "create_event", {}), answered("a", "create_event", { status: "done", said, output: {} })],
  });
  expect([content, finishReason.unified]).toEqual([[{ type: "text", text: said }], "stop"]);
});

test("a tool that broke off is never phrased as a success", async () => {
  const failed = {
    role: "tool",
    content: [{ type: "tool-result", toolCallId: "a", toolName: "create_event", output: { type: "error-text", value: "The calendar can't be reached." } }],
  } as const satisfies LanguageModelV4Prompt[number];
  const { content } = await model.doGenerate({ prompt: [says("Lunch on Thursday at 12:30, one hour"), asked("a", "create_event", {}), failed] });
  expect(content).toEqual([{ type: "text", text: "The calendar can't be reached." }]);
});

test("what a library says about a call that was formed wrongly is never read out", async () => {
  const failed = {
    role: "tool",
    content: [
      {
        type: "tool-result",
        toolCallId: "a",
        toolName: "create_event",
        output: { type: "error-text", value: "AI_InvalidToolInputError: Invalid input for tool create_event:\n[ … ]" },
      },
    ],
  } as const satisfies LanguageModelV4Prompt[number];
  const { content } = await model.doGenerate({ prompt: [says("Lunch on Thursday at 12:30, one hour"), asked("a", "create_event", {}), failed] });
  expect(content).toEqual([{ type: "text", text: "That didn't work." }]);
});

test("text streams word by word and adds up to what was said", async () => {
  const parts = await partsOf([says("what can you do?")]);
  const deltas = parts.flatMap((part) => (part.type === "text-delta" ? [part.delta] : []));
  expect(deltas.length).toBeGreaterThan(10);
  expect(deltas.join("")).toContain("I keep your calendar, your to-dos, your mail and your contacts.");
  expect([parts[0]?.type, parts.at(-1)?.type]).toEqual(["stream-start", "finish"]);
});

test("a tool that this conversation lacks is refused in words", async () => {
  const { content } = await model.doGenerate({ prompt: [says("undo that")] });
  expect(content).toEqual([{ type: "text", text: "I can't do that here." }]);
});

test("a yes to a card leads to the card, and a correction makes a new one and says so", async () => {
  const said = "Book “Lunch with Ina” on Tuesday 24 Nov, 12:00–13:00. This waits for your word.";
  const waiting: LanguageModelV4Prompt = [
    says("Lunch with Ina tomorrow at noon for an hour"),
    asked("a", "create_event", {}),
    answered("a", "create_event", { status: "waiting", said, action: { id: "1" } }),
    { role: "assistant", content: [{ type: "text", text: said }] },
  ];
  expect((await model.doGenerate({ prompt: [...waiting, says("yes")] })).content).toEqual([
    { type: "text", text: "It waits for your word: approve it on its card." },
  ]);
  const corrected = [...waiting, says("no, make it 1pm")];
  const { content } = await model.doGenerate({ prompt: corrected });
  expect(JSON.parse((content[0] as { input: string }).input)).toMatchObject({ title: "Lunch with Ina", when: "2026-11-24 1pm", durationMinutes: 60 });
  const after = await model.doGenerate({
    prompt: [...corrected, asked("b", "create_event", {}), answered("b", "create_event", { status: "waiting", said, action: { id: "2" } })],
  });
  expect((after.content[0] as { text: string }).text).toContain("The card before this one still waits");
});

test("an answer that was stopped before its tool ran leaves no trace", () => {
  expect(readPrompt([says("cancel it"), asked("a", "cancel_events", { refs: ["x"] }), says("hello")])).toEqual([
    { text: "cancel it", records: [] },
    { text: "hello", records: [] },
  ]);
});

test("a long conversation doesn't slow a turn down", async () => {
  const turn = (id: number): LanguageModelV4Prompt => [
    says("gym tomorrow at 18:00 for 45 minutes"),
    asked(String(id), "create_event", {}),
    answered(String(id), "create_event", { status: "done", said: "Booked.", output: {} }),
    { role: "assistant", content: [{ type: "text", text: "Booked." }] },
  ];
  const long = [...Array.from({ length: 300 }, (_, id) => turn(id)).flat(), says("what do I have on Friday?")];
  await model.doGenerate({ prompt: long });
  const started = cpuMs();
  await model.doGenerate({ prompt: long });
  expect(cpuMs() - started).toBeLessThan(300);
});
