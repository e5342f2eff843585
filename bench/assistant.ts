/** P11: a whole turn of the built-in planner (store, plan, tools, answer, store) on an account with 10,000 events, on the embedded database. */
import { closeWorld, inWorld } from "../scripts/eval/assistant-world";
import { median, quantile, round, timeMs, type Measure } from "./measure";

process.env.LOG_LEVEL ??= "silent";

const eventsCount = 10_000;
const firstDay = Date.parse("2024-01-01T08:00:00Z");
const now = "2026-11-23T10:00:00+01:00";

const says = [
  "am I free tomorrow afternoon?",
  "what do I have on Thursday?",
  "Lunch with Maya on Thursday at 12:30, one hour",
  "move it to Friday",
  "why can't I meet Friday at 5pm?",
  "find 45 minutes next week for a review",
  "when do I meet Ana next?",
  "hello",
  "undo that",
];

export const benchAssistant = async (): Promise<Measure[]> => {
  const [{ answerOnce }, { ownerActor }] = await Promise.all([import("../src/lib/ai/service"), import("../src/lib/identity/service")]);
  const events = Array.from({ length: eventsCount }, (_, i) => ({
    title: `Meeting ${i}`,
    start: new Date(firstDay + i * 3 * 3_600_000).toISOString(),
    durationMinutes: 30,
    attendees: i % 5 === 0 ? ["ana@example.com"] : [],
  }));
  const world = { zone: "Europe/Berlin", locale: "en-GB", contacts: [{ name: "Ana Ruiz", email: "ana@example.com" }], events };
  const times: number[] = [];
  await inWorld(world, async (userId) => {
    const actor = ownerActor(userId, "command-line");
    for (let round_ = 0; round_ < 24; round_ += 1) {
      let conversationId: string | undefined;
      for (const text of says) {
        let turn: Awaited<ReturnType<typeof answerOnce>> | undefined;
        const ms = await timeMs(
          async () => (turn = await answerOnce(actor, text, { now, model: "builtin", ...(conversationId === undefined ? {} : { conversationId }) })),
        );
        conversationId = turn?.conversationId;
        // The first two rounds warm the engine up.
        if (round_ >= 2) times.push(ms);
      }
    }
  });
  await closeWorld();
  const [p50, p99] = [median(times), quantile(times, 0.99)];
  return [
    {
      id: "P11 a builtin turn with 10,000 events",
      n: times.length,
      figures: { p50Ms: round(p50, 1), p99Ms: round(p99, 1), events: eventsCount },
      ratio: null,
      pass: p50 <= 40 && p99 <= 150,
    },
  ];
};
