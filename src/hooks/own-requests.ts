/** What this page itself has asked the server to change: it has shown it already, and needn't read it again when it hears of it. */

/** As many as can be answered before the word of the first has come. */
const rememberedMax = 100;
const answered = new Set<string>();
let unanswered = 0;

/** Whether one is still on its way: what is read meanwhile may lack it. */
export const isAsking = (): boolean => unanswered > 0;

export const isOwnRequest = (requestId: string): boolean => answered.has(requestId);

const remember = ({ headers }: Response): void => {
  const id = headers.get("x-request-id");
  if (id === null) return;
  answered.add(id);
  const [oldest] = answered;
  if (answered.size > rememberedMax && oldest !== undefined) answered.delete(oldest);
};

/** `fetch`, for what changes something. */
export const fetchOwn = (...request: Parameters<typeof fetch>): Promise<Response> => {
  unanswered += 1;
  const answer = fetch(...request);
  answer.then(
    (response) => {
      unanswered -= 1;
      remember(response);
    },
    () => {
      unanswered -= 1;
    },
  );
  return answer;
};
