import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { convertToModelMessages, createUIMessageStreamResponse, streamText, toUIMessageStream } from "ai";

/** The AI SDK's own way, and nothing else. */
export const POST = async (request) => {
  const { messages } = await request.json();
  const model = createOpenAICompatible({ name: "bare", baseURL: process.env.OPENAI_BASE_URL, includeUsage: true })("scripted");
  const { stream } = streamText({ model, messages: await convertToModelMessages(messages) });
  return createUIMessageStreamResponse({ stream: toUIMessageStream({ stream }) });
};
