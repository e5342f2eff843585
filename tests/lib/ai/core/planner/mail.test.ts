/** Letters are taken out of a message before it is cut, and read for what they are. */
import { readClause } from "@/lib/ai/core/planner/clause";
import { takeMailWords, letterIn } from "@/lib/ai/core/planner/mail-words";
import { readMailPick } from "@/lib/ai/core/planner/read-mail-pick";
import { readLetter } from "@/lib/ai/core/planner/read-letter";
import { readRequests } from "@/lib/ai/core/planner/read-requests";
import { understandTime } from "@/lib/time/understand";
import { cpuMs } from "../../../../support/cpu-time";

const now = "2026-11-23T10:00:00+01:00";
const context = {
  now,
  zone: "Europe/Berlin",
  locale: "en",
  tools: new Set<string>(),
  understand: (text: string, prefer: "future" | "past" = "future") => understandTime(text, { now, zone: "Europe/Berlin", prefer }),
};
const pick = (text: string) => readMailPick(readClause(text, context), context);
const letter = (text: string) => {
  const { text: bare, taken } = takeMailWords(text);
  return readLetter(readClause(bare, context), taken, context);
};

test("a text with quotation marks, sentences and times of its own is taken out whole", () => {
  const { text, taken } = takeMailWords("Send a mail to Bo saying 'Bo,\n\nI've read 'The plan'. See you at 3. Bye' and title it 'Plan B'. Can you do that?");
  expect(taken).toEqual(["Bo,\n\nI've read 'The plan'. See you at 3. Bye", "Plan B"]);
  expect(letterIn(text, taken)).toMatchObject({ subject: "Plan B", body: taken[0] });
});

test("subject and text are told apart wherever they stand", () => {
  expect(letter("email Bo with the subject 'Hi' and the body 'How are you?'")).toMatchObject({ people: ["Bo"], subject: "Hi", body: "How are you?" });
  expect(letter("let Bo know that I'm late")).toMatchObject({ people: ["Bo"], body: "I'm late." });
  expect(letter("ask Bo if he can come")).toMatchObject({ people: ["Bo"], body: "Could you tell me if you can come?" });
  expect(letter("email everyone at the review that it starts later")).toMatchObject({ attendeesOf: "the review", body: "It starts later." });
  expect(letter("send Bo and Cy a mail saying hello, cc Di")).toMatchObject({ people: ["Bo", "Cy"] });
});

test("which mails are meant is read from sender, subject, time and place in line", () => {
  expect(pick("Bo's last mail about 'The plan'")).toMatchObject({ from: ["Bo"], subject: "The plan", ordinal: -1 });
  expect(pick("all emails from bo and cy")).toMatchObject({ from: ["bo", "cy"], all: true });
  expect(pick("the last two mails from Bo")).toMatchObject({ count: 2, ordinal: null });
  expect(pick("mails older than two weeks")).toMatchObject({ since: null, until: "2026-11-09T10:00:00+01:00" });
  expect(pick("has Bo replied in the last 3 days")).toMatchObject({ from: ["Bo"], since: "2026-11-20T10:00:00+01:00" });
  expect(pick("unread mails")).toMatchObject({ unread: true });
  expect(pick("it")).toMatchObject({ back: "one" });
});

test("a request about mail and one about the calendar stay two requests", () => {
  const { requests } = readRequests("tell Bo that I'm ill and cancel the review", context);
  expect(requests.map(({ intent }) => intent)).toEqual(["write-mail", "cancel"]);
});

test("a message of 5,000 characters is read in time", () => {
  for (const text of [
    "send 'a ".repeat(625),
    "email bo's ".repeat(450),
    `forward ${"to ".repeat(1_600)}`,
    `reply with ${"'".repeat(4_900)}`,
    "mail from a and b, ".repeat(260),
  ]) {
    const startedMs = cpuMs();
    readRequests(text.slice(0, 5_000), context);
    pick(text.slice(0, 5_000));
    letter(text.slice(0, 5_000));
    expect(cpuMs() - startedMs).toBeLessThan(1_000);
  }
});
