/** A message as the chat holds it: the AI SDK's, with what our server says about its making. */
import type { UIMessage } from "ai";

export interface MessageMetadata {
  /** Id of the model that answered. */
  readonly model?: string;
  /** Why another model than usual answered. */
  readonly note?: string;
  readonly stopped?: boolean;
  /** What the model was given of what is kept. */
  readonly memories?: readonly { readonly id: string; readonly text: string }[];
  readonly createdAt?: string;
}

export type ChatMessage = UIMessage<MessageMetadata>;
