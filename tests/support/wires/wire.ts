/** What a vendor's way of streaming is to the scripted model server. */

export interface ToolCallScript {
  readonly tool: string;
  readonly input: unknown;
  /** Sent raw in place of the input's JSON, where the vendor streams arguments as text. */
  readonly rawArguments?: string;
}
export interface Spoken {
  readonly text?: string;
  readonly calls?: readonly ToolCallScript[];
}

export interface Wire {
  /** Behind the server's origin, what a client is given as base URL. */
  readonly basePath: string;
  /** Where requests of this vendor's clients arrive. */
  readonly path: string;
  /** The events of an answer up to its end, text and arguments cut into pieces of `size` characters. */
  readonly said: (spoken: Spoken, size: number) => readonly object[];
  /** What closes an answer; a string is sent as it stands. */
  readonly end: (spoken: Spoken) => readonly (object | string)[];
  readonly badEvent: string;
  /** The body of an error nobody scripted more exactly. */
  readonly failure: unknown;
  /** True where each event carries its `type` as the event's name, too. */
  readonly namesEvents?: boolean;
}

export const pieces = (text: string, size: number): string[] => text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
