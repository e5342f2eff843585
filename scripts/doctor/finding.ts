/** Short ways to say what a check found; row and points are added by whoever runs it. */
import type { Finding } from "@/lib/operations/core/readiness";

const finding =
  (state: Finding["state"]) =>
  (says: string, cure?: string): Finding => ({ row: "", points: 0, state, says, ...(cure === undefined ? {} : { cure }) });

export const good = finding("good");
export const advice = finding("advice");
export const missing = finding("missing");
export const untested = finding("untested");
export const problem = finding("problem");

/** Nothing takes longer than this to find out. */
const checkMs = 5_000;

/** The answer of an address, or null when nobody answers in time. */
const ask = async (url: string, request: RequestInit): Promise<Response | null> => {
  try {
    return await fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(checkMs) });
  } catch {
    return null;
  }
};

export const visit = (url: string, headers: Record<string, string> = {}): Promise<Response | null> => ask(url, { headers });
export const send = (url: string, body: string, headers: Record<string, string>): Promise<Response | null> => ask(url, { method: "POST", body, headers });

export const startFirst = "Start the server (npm start) and run this again beside it.";
