/** P1: one time phrase beside chrono-node, and a long message. */
import * as chrono from "chrono-node";
import { understandTime } from "../src/lib/time/understand";
import { alternate, median, round, timeMs, type Measure } from "./measure";

const context = { now: "2026-11-23T10:00:00+01:00", zone: "Europe/Berlin", prefer: "future" as const };
const phrases = [
  "tomorrow at 3",
  "next Tuesday afternoon",
  "Thursday at 12:30, one hour",
  "the second Tuesday in March",
  "in a fortnight",
  "between 3 and 4:30 pm",
  "Lunch with Maya on Friday at noon",
  "every other Thursday at 10 until June",
  "am I free tomorrow afternoon?",
  "15.30 on 3 December",
  "last working day of the month",
  "5pm London time",
];
const reference = { instant: new Date(context.now), timezone: 60 };

const longMessage = `${"Thanks for the notes, they were useful and I will read them again. ".repeat(72)}Shall we meet next Tuesday at 4?`.slice(-5_000);

export const benchTime = async (): Promise<Measure[]> => {
  const repeats = 200;
  const every = (parse: (phrase: string) => unknown) => () => {
    for (let i = 0; i < repeats; i += 1) for (const phrase of phrases) parse(phrase);
  };
  const { oursMs, peerMs } = await alternate(
    every((phrase) => understandTime(phrase, context)),
    every((phrase) => chrono.parse(phrase, reference)),
  );
  const perPhrase = (ms: number) => round((ms * 1000) / (repeats * phrases.length), 1);
  const long: number[] = [];
  for (let i = 0; i < 9; i += 1) long.push(await timeMs(() => understandTime(longMessage, context)));
  return [
    {
      id: "P1 one time phrase",
      n: repeats * phrases.length,
      figures: { oursMicroseconds: perPhrase(oursMs), chronoMicroseconds: perPhrase(peerMs) },
      ratio: round(oursMs / peerMs, 2),
      pass: oursMs / peerMs <= 5,
    },
    { id: "R43 a message of 5,000 characters", n: 9, figures: { oursMs: round(median(long), 2) }, ratio: null, pass: median(long) < 50 },
  ];
};
