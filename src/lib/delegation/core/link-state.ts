/** What a link does at a moment. */
import type { LinkState } from "../contracts";

export interface LinkFacts {
  readonly chosen: "active" | "paused" | "revoked";
  readonly expiresAt: string | null;
  readonly bookingsMax: number | null;
  readonly bookingsMade: number;
  readonly allPaused: boolean;
}

/** The expiry is an instant: at that very millisecond the link is over. */
export const linkStateOf = ({ chosen, expiresAt, bookingsMax, bookingsMade, allPaused }: LinkFacts, nowMs: number): LinkState => {
  if (chosen === "revoked") return "revoked";
  if (expiresAt !== null && Date.parse(expiresAt) <= nowMs) return "expired";
  if (bookingsMax !== null && bookingsMade >= bookingsMax) return "used-up";
  return chosen === "paused" || allPaused ? "paused" : "active";
};
