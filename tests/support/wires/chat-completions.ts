/** OpenAI's chat completions, as OpenAI and every compatible server speak them: one object per event, [DONE] at the end. */
import { pieces, type Spoken, type Wire } from "./wire";

const head = { id: "chatcmpl-test", object: "chat.completion.chunk", created: 1_795_000_000, model: "test-model" };
const chunk = (delta: object, finish: string | null = null): object => ({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] });
const usage = { ...head, choices: [], usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 } };

/** The role first, a call's name before its arguments, arguments in pieces. */
const said = ({ text = "", calls = [] }: Spoken, size: number): object[] => [
  chunk({ role: "assistant", content: "" }),
  ...pieces(text, size).map((content) => chunk({ content })),
  ...calls.flatMap((call, index) => [
    chunk({ tool_calls: [{ index, id: `call_${index}_${call.tool}`, type: "function", function: { name: call.tool, arguments: "" } }] }),
    ...pieces(call.rawArguments ?? JSON.stringify(call.input), size).map((part) => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
  ]),
];

export const chatCompletions: Wire = {
  basePath: "/v1",
  path: "/v1/chat/completions",
  said,
  end: ({ calls = [] }) => [chunk({}, calls.length > 0 ? "tool_calls" : "stop"), usage, "[DONE]"],
  badEvent: '{"choices": [ this is not JSON',
  failure: { error: { message: "scripted failure", type: "server_error", code: null } },
};
