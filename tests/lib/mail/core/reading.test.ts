/** What mails say is chosen, cut and weighed by rules; none of it is obeyed. */
import { cpuMs } from "../../../support/cpu-time";
import { passagesFor, summarise } from "@/lib/mail/core/extract";
import { bareSubject, forwardSubject, isMachineAddress, messageIdOf, referencesTo, replySubject } from "@/lib/mail/core/headers";
import { readSearch } from "@/lib/mail/core/search-query";
import { corePart, forwardedText, ownWords, previewOf, sentencesOf } from "@/lib/mail/core/text";
import { triage } from "@/lib/mail/core/triage";

const letter =
  "Hi Ada,\n\nThe offsite moves to Friday 4 December at 9:00. Could you book the room by Wednesday? It costs $40.\n\nBest,\nAna\n\nOn Mon 2 Nov Ada wrote:\n> earlier words";

describe("the text of a mail", () => {
  test("greeting, goodbye and what is quoted are left out", () => {
    expect(ownWords(letter)).not.toContain("earlier words");
    expect(corePart(letter)).toBe("The offsite moves to Friday 4 December at 9:00. Could you book the room by Wednesday? It costs $40.");
    expect(sentencesOf(corePart(letter))).toHaveLength(3);
    expect(previewOf(letter)).toMatch(/^Hi Ada, The offsite/);
  });
  test("abbreviations and figures don't end a sentence", () => {
    expect(sentencesOf("Dr. Roth pays 3.50 a day. Yes.")).toEqual(["Dr. Roth pays 3.50 a day.", "Yes."]);
  });
  test("a forwarded mail names where it came from", () => {
    expect(forwardedText("", { from: "a", date: "b", subject: "c", to: "d", body: "e" })).toMatch(
      /^-+ Forwarded message -+\nFrom: a\nDate: b\nSubject: c\nTo: d\n\ne$/,
    );
  });
  test("a body of 100,000 characters without an end is read in time", () => {
    const startedMs = cpuMs();
    for (const body of [
      "a ".repeat(50_000),
      "?".repeat(100_000),
      "\n".repeat(100_000),
      "> ".repeat(50_000),
      "Hi ".repeat(33_000),
      "on a wrote".repeat(10_000),
    ]) {
      summarise({ subject: "x", body });
      previewOf(body);
      passagesFor("where is it?", { subject: "x", body });
    }
    expect(cpuMs() - startedMs).toBeLessThan(2_000);
  });
});

describe("headers", () => {
  test("an answer carries one prefix, and the references of what it answers", () => {
    expect(replySubject("RE: AW: Re: Plan")).toBe("Re: Plan");
    expect(forwardSubject("Re: Plan")).toBe("Fwd: Plan");
    expect(bareSubject("Fwd: Re: Plan")).toBe("Plan");
    expect(referencesTo({ messageId: "c", references: ["a", "b"] })).toEqual(["a", "b", "c"]);
    const long = referencesTo({ messageId: "new", references: Array.from({ length: 50 }, (_, at) => `r${at}`) });
    expect([long.length, long[0], long.at(-1)]).toEqual([20, "r0", "new"]);
  });
  test("a host that isn't one stays out of a Message-ID", () => {
    expect(messageIdOf("id", "example.com")).toBe("id@example.com");
    expect(messageIdOf("id", "bad host\r\nX: y")).toBe("id@perin.invalid");
  });
  test("machines are known by their address", () => {
    expect(["no-reply@x.example", "noreply+7@x.example", "mailer-daemon@x.example"].every(isMachineAddress)).toBe(true);
    expect(["nora@x.example", "newsom@x.example"].some(isMachineAddress)).toBe(false);
  });
});

describe("choosing sentences", () => {
  test("a summary holds what is asked, wanted and dated, in its order", () => {
    expect(summarise({ subject: "Offsite", body: letter }, 2)).toEqual([
      "The offsite moves to Friday 4 December at 9:00.",
      "Could you book the room by Wednesday?",
    ]);
  });
  test("a question is answered by the sentence that has what it asks for", () => {
    expect(passagesFor("How much does the room cost?", { subject: "Offsite", body: letter })[0]?.sentence).toBe("It costs $40.");
    expect(passagesFor("When is the offsite?", { subject: "Offsite", body: letter })[0]?.sentence).toContain("Friday 4 December");
    expect(passagesFor("Who won the match?", { subject: "Offsite", body: letter })).toEqual([]);
  });
});

describe("what wants an answer", () => {
  const context = { ownerEmail: "ada@example.com", now: "2026-11-24T10:00:00Z", known: new Set(["ana@example.com"]) };
  const mail = {
    fromEmail: "ana@example.com",
    subject: "Offsite",
    body: letter,
    sentAt: "2026-11-21T10:00:00Z",
    automatic: false,
    to: ["ada@example.com"],
    cc: [],
  };
  test("each rule that holds is a reason", () => {
    expect(triage(mail, context)?.reasons.map(({ kind }) => kind)).toEqual(["question", "deadline", "waiting", "known", "only-you"]);
  });
  test("automatic mail, one's own and what asks nothing don't", () => {
    expect(triage({ ...mail, automatic: true }, context)).toBeNull();
    expect(triage({ ...mail, fromEmail: "no-reply@example.com" }, context)).toBeNull();
    expect(triage({ ...mail, fromEmail: "ada@example.com" }, context)).toBeNull();
    expect(triage({ ...mail, body: "All is well." }, context)).toBeNull();
  });
});

test("the search field takes words and where to look", () => {
  expect(readSearch('from:ana is:unread "big plan" café in:archive label:Work')).toEqual({
    words: ["big plan", "cafe"],
    from: ["ana"],
    to: [],
    subject: [],
    label: "Work",
    folder: "archive",
    read: false,
    flagged: null,
  });
});
