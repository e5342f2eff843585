/** Anthropic's messages API: named events, blocks that start, are filled by deltas and stop, pings in between. */
import { pieces, type Spoken, type Wire } from "./wire";

const block = (index: number, contentBlock: object, deltas: readonly object[]): object[] => [
  { type: "content_block_start", index, content_block: contentBlock },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];

const said = ({ text = "", calls = [] }: Spoken, size: number): object[] => {
  const first = text === "" ? 0 : 1;
  return [
    {
      type: "message_start",
      message: {
        id: "msg_test",
        type: "message",
        role: "assistant",
        model: "claude-test",
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 12, output_tokens: 1 },
      },
    },
    { type: "ping" },
    ...(text === ""
      ? []
      : block(
          0,
          { type: "text", text: "" },
          pieces(text, size).map((piece) => ({ type: "text_delta", text: piece })),
        )),
    ...calls.flatMap((call, index) =>
      block(
        first + index,
        { type: "tool_use", id: `toolu_${index}_${call.tool}`, name: call.tool, input: {} },
        ["", ...pieces(call.rawArguments ?? JSON.stringify(call.input), size)].map((piece) => ({ type: "input_json_delta", partial_json: piece })),
      ),
    ),
  ];
};

export const anthropicMessages: Wire = {
  basePath: "/v1",
  path: "/v1/messages",
  said,
  end: ({ calls = [] }) => [
    { type: "message_delta", delta: { stop_reason: calls.length > 0 ? "tool_use" : "end_turn", stop_sequence: null }, usage: { output_tokens: 7 } },
    { type: "message_stop" },
  ],
  badEvent: '{"type": "message_start", this is not JSON',
  failure: { type: "error", error: { type: "api_error", message: "scripted failure" }, request_id: "req_test" },
  namesEvents: true,
};
