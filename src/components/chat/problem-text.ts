/** What went wrong with a request, in a sentence for the owner. */

const lost = "The connection was lost. What you wrote is kept.";
const unknown = "Something went wrong. What you wrote is kept.";

const problemIn = (text: string): string | undefined => {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const problem = JSON.parse(text) as { detail?: unknown; title?: unknown };
    return [problem.detail, problem.title].find((words) => typeof words === "string");
  } catch {
    return undefined;
  }
};

const isNetworkFailure = (error: unknown): boolean => error instanceof TypeError || (error instanceof Error && /network|fetch/i.test(error.message));

/** Problem details as the server wrote them, a lost connection by name, and otherwise the error's own sentence. */
export const problemText = (error: unknown): string => {
  if (!(error instanceof Error)) return unknown;
  const said = problemIn(error.message);
  if (said !== undefined) return said;
  if (isNetworkFailure(error)) return lost;
  return /^[A-Z][^{}<>]{5,240}[.?]$/.test(error.message) ? error.message : unknown;
};
