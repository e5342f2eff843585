/** A tool as a model sees it, without what runs it. */
import type { z } from "zod";
import type { Effect } from "./define-tool";

export interface ToolDescriptor {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodType;
}
