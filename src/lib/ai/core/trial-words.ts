/** What a trial of a model is told in: what happened, and what to do about it. */

/** What a failed trial is known by; the status is that of HTTP, where there was an answer. */
export interface TrialFailure {
  readonly category: "rate-limit" | "quota" | "timeout" | "network" | "server" | "auth" | "invalid-request" | "aborted" | "circuit-open" | "unknown";
  readonly status?: number;
}
export interface Tried {
  readonly label: string;
  /** The vendor's name of the model. */
  readonly model: string;
  /** The variable that holds the key. */
  readonly keyName: string;
}

export const trialPassed = ({ model }: Tried, latencyMs: number): string => `${model} answered after ${(latencyMs / 1000).toFixed(1)} s.`;

export const trialFailed = ({ label, model, keyName }: Tried, { category, status }: TrialFailure): string => {
  if (status === 404) return `${label} knows no model called ${model}, or its address isn't the right one.`;
  switch (category) {
    case "auth":
      return `${label} refuses the key. Check ${keyName} on the server.`;
    case "quota":
      return `${label} takes the key, but its account has no credit or quota left.`;
    case "rate-limit":
      return `${label} takes the key, but has had too many requests for the moment. Try again in a minute.`;
    case "timeout":
      return `${label} didn't answer in time.`;
    case "network":
      return `${label} can't be reached: nothing answers at its address.`;
    case "server":
      return `${label} is in trouble itself${status === undefined ? "" : ` (it answered ${status})`}. Try again later.`;
    case "invalid-request":
      return `${label} doesn't take the request${status === undefined ? "" : ` (it answered ${status})`}. Check the model ${model} and the address.`;
    default:
      return `What answers at the address of ${label} isn't a model's answer. Check the address.`;
  }
};
