/** The line from a command to Perin: the running server of this data directory when there is one, else the database itself. */
import { parseJsonEventStream, uiMessageChunkSchema, type UIMessageChunk } from "ai";
import { config, readControl, type Control } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { migrate } from "@/lib/queries/migrations";
import { answer } from "../answer";
import { decideApproval, type Decision } from "../approvals";
import { commandLineAskEndpoint, commandLineDecideEndpoint, type PendingAction } from "../contracts";
import { commandActor } from "./command-actor";

export interface Line {
  readonly ask: (text: string, conversationId: string | undefined) => Promise<{ conversationId: string; stream: ReadableStream<UIMessageChunk> }>;
  readonly decide: (action: PendingAction, decision: "approve" | "decline") => Promise<Decision>;
}

/** What the server said, in its own words. */
const failureOf = async (response: Response): Promise<AppError> => {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
  const sentence = problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
  return new AppError("ai/model-unavailable", { publicMessage: sentence });
};

const validChunks = (body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<UIMessageChunk> =>
  parseJsonEventStream({ stream: body, schema: uiMessageChunkSchema }).pipeThrough(
    new TransformStream({
      transform: (read, controller) => {
        if (read.success) controller.enqueue(read.value);
        else controller.error(read.error);
      },
    }),
  );

const serverLine = ({ host, port, token }: Control, as: string | undefined): Line => {
  const post = async (path: string, body: object): Promise<Response> => {
    const response = await fetch(`http://${host.includes(":") ? `[${host}]` : host}:${port}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...body, ...(as === undefined ? {} : { as }) }),
    });
    if (!response.ok) throw await failureOf(response);
    return response;
  };
  return {
    ask: async (text, conversationId) => {
      const response = await post(commandLineAskEndpoint.path, { text, ...(conversationId === undefined ? {} : { conversationId }) });
      if (!response.body) throw new AppError("ai/model-unavailable");
      return { conversationId: response.headers.get("x-conversation-id") ?? "", stream: validChunks(response.body) };
    },
    decide: async ({ id, inputHash }, decision) =>
      commandLineDecideEndpoint.output.parse(await (await post(commandLineDecideEndpoint.path, { actionId: id, decision, inputHash })).json()),
  };
};

const ownLine = async (as: string | undefined): Promise<Line> => {
  await migrate();
  const actor = await commandActor(as);
  return {
    ask: (text, conversationId) => answer(actor, { conversationId, messages: [{ role: "user", parts: [{ type: "text", text }] }], trigger: "submit-message" }),
    decide: ({ id, inputHash }, decision) => decideApproval(actor, { actionId: id, decision, inputHash }),
  };
};

/** Errors: ai/no-account, ai/account-unknown, db/unavailable. */
export const openLine = async (as: string | undefined): Promise<Line> => {
  const control = config().DATABASE_URL === undefined ? readControl() : null;
  return control === null
    ? ownLine(as)
    : serverLine({ ...control, host: control.host === "0.0.0.0" || control.host === "::" ? "127.0.0.1" : control.host }, as);
};
