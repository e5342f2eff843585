/** OpenAI's responses API: items that are added, filled by deltas and done, then the whole response once more. */
import { pieces, type Spoken, type ToolCallScript, type Wire } from "./wire";

const response = (status: string): object => ({
  id: "resp_test",
  object: "response",
  created_at: 1_795_000_000,
  status,
  model: "gpt-5-mini-2025-08-07",
  output: [],
  error: null,
  incomplete_details: null,
  usage: null,
});

const message = (text: string, at: number, size: number): object[] => {
  const id = `msg_${at}`;
  const part = (content: string): object => ({ type: "output_text", text: content, annotations: [] });
  return [
    { type: "response.output_item.added", output_index: at, item: { type: "message", id, status: "in_progress", role: "assistant", content: [] } },
    { type: "response.content_part.added", item_id: id, output_index: at, content_index: 0, part: part("") },
    ...pieces(text, size).map((delta) => ({ type: "response.output_text.delta", item_id: id, output_index: at, content_index: 0, delta })),
    { type: "response.output_text.done", item_id: id, output_index: at, content_index: 0, text },
    { type: "response.output_item.done", output_index: at, item: { type: "message", id, status: "completed", role: "assistant", content: [part(text)] } },
  ];
};

const functionCall = (call: ToolCallScript, at: number, size: number): object[] => {
  const json = call.rawArguments ?? JSON.stringify(call.input);
  const item = (status: string, text: string): object => ({
    type: "function_call",
    id: `fc_${at}`,
    call_id: `call_${at}_${call.tool}`,
    name: call.tool,
    arguments: text,
    status,
  });
  return [
    { type: "response.output_item.added", output_index: at, item: item("in_progress", "") },
    ...pieces(json, size).map((delta) => ({ type: "response.function_call_arguments.delta", item_id: `fc_${at}`, output_index: at, delta })),
    { type: "response.function_call_arguments.done", item_id: `fc_${at}`, output_index: at, arguments: json },
    { type: "response.output_item.done", output_index: at, item: item("completed", json) },
  ];
};

const said = ({ text = "", calls = [] }: Spoken, size: number): object[] => [
  { type: "response.created", response: response("in_progress") },
  { type: "response.in_progress", response: response("in_progress") },
  ...(text === "" ? [] : message(text, 0, size)),
  ...calls.flatMap((call, index) => functionCall(call, index + 1, size)),
];

export const openaiResponses: Wire = {
  basePath: "/v1",
  path: "/v1/responses",
  said,
  end: () => [
    {
      type: "response.completed",
      response: {
        ...response("completed"),
        usage: {
          input_tokens: 12,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: 7,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: 19,
        },
      },
    },
  ],
  badEvent: '{"type": "response.created", this is not JSON',
  failure: { error: { message: "scripted failure", type: "server_error", param: null, code: null } },
  namesEvents: true,
};
