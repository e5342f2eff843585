import { guessLanguage, leftWords, problemWords, speechOf } from "@/components/talk/speech";
import { de } from "@/components/talk/words/de";
import { en } from "@/components/talk/words/en";
import { he } from "@/components/talk/words/he";
import { languagesOf } from "@/app/_composition/languages";
import { ProblemError } from "@/hooks/call";

test("a link's language is spoken in the browser's own variety of it", () => {
  expect(speechOf("en", ["de-AT", "en-US"])).toMatchObject({ locale: "en-US", hourCycle: "h12", weekStart: 7 });
  expect(speechOf("de", ["en-US"])).toMatchObject({ locale: "de-DE", hourCycle: "h23", weekStart: 1 });
  expect(speechOf("he", [])).toMatchObject({ locale: "he-IL", weekStart: 7, words: he });
});

test("the browser's first language is guessed until the link has said its own", () => {
  expect(guessLanguage(languagesOf("en;q=0.5, de-CH;q=0.9"))).toBe("de");
  expect(guessLanguage(languagesOf("iw"))).toBe("he");
  expect(guessLanguage(languagesOf(null))).toBe("en");
  expect(languagesOf("*, en'><script>, de")).toEqual(["de"]);
});

test("every language explains every refusal, in its own words", () => {
  for (const words of [de, he]) {
    expect(Object.keys(words.errors).sort()).toEqual(Object.keys(en.errors).sort());
    const same = Object.entries(en).filter(([key, value]) => typeof value === "string" && value !== "PIN" && words[key as keyof typeof words] === value);
    expect(same.map(([key]) => key).filter((key) => !["name", "pin"].includes(key))).toEqual([]);
  }
  const gone = new ProblemError(409, { type: "/docs/errors/delegation/not-available", detail: "English" });
  expect(problemWords(gone, { words: de, language: "de" })).toBe(de.errors["delegation/not-available"]);
  expect(problemWords(new ProblemError(400, { type: "/docs/errors/x/y", detail: "English" }), { words: he, language: "he" })).toBe(he.failed);
});

test("what is left is said in minutes and seconds, never less than nothing", () => {
  expect([leftWords(300_000), leftWords(59_001), leftWords(-5)]).toEqual(["5:00", "1:00", "0:00"]);
});
