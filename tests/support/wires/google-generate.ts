/** Gemini's streamGenerateContent with alt=sse: each event is a whole response with the next piece; a call comes in one piece. */
import { pieces, type Spoken, type Wire } from "./wire";

const usageMetadata = { promptTokenCount: 12, candidatesTokenCount: 7, totalTokenCount: 19 };
const part = (content: object, finishReason?: string): object => ({
  candidates: [{ content: { parts: [content], role: "model" }, index: 0, ...(finishReason === undefined ? {} : { finishReason }) }],
  usageMetadata,
  modelVersion: "gemini-test",
  responseId: "test",
});

const said = ({ text = "", calls = [] }: Spoken, size: number): object[] => [
  ...pieces(text, size).map((piece) => part({ text: piece })),
  ...calls.map(({ tool, input }) => part({ functionCall: { name: tool, args: input } })),
];

export const googleGenerate: Wire = {
  basePath: "/v1beta",
  path: "/v1beta/models/gemini-test:streamGenerateContent?alt=sse",
  said,
  end: () => [part({ text: "" }, "STOP")],
  badEvent: '{"candidates": [ this is not JSON',
  failure: { error: { code: 500, message: "scripted failure", status: "INTERNAL" } },
};
