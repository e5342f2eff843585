/** The claim guard on a stream of chunks: nothing false reaches the screen or the database. */
import type { UIMessageChunk } from "ai";
import { guardEnd, guardStart, guardText, type GuardState } from "./core/claim-guard";
import type { ClaimEvidence } from "./core/claims";

/** `trusted` is asked per piece, because another model may take over in mid-turn. */
export const guardClaims = (evidence: ClaimEvidence, trusted: () => boolean, onCaught: () => void): TransformStream<UIMessageChunk, UIMessageChunk> => {
  const states = new Map<string, GuardState>();
  return new TransformStream({
    transform: (chunk, controller) => {
      if (chunk.type === "text-delta") {
        const before = states.get(chunk.id) ?? guardStart;
        if (trusted() && before.held === "") {
          controller.enqueue(chunk);
          return;
        }
        const { state, out, caught } = guardText(before, chunk.delta, evidence);
        states.set(chunk.id, state);
        if (caught > 0) onCaught();
        if (out !== "") controller.enqueue({ ...chunk, delta: out });
        return;
      }
      if (chunk.type === "text-end") {
        const { out, caught } = guardEnd(states.get(chunk.id) ?? guardStart, evidence);
        states.delete(chunk.id);
        if (caught > 0) onCaught();
        if (out !== "") controller.enqueue({ type: "text-delta", id: chunk.id, delta: out });
      }
      controller.enqueue(chunk);
    },
  });
};
