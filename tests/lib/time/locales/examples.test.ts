import { locales } from "@/lib/time/locales/registry";
import { understandTime } from "@/lib/time/understand";
import { describeMatch, exampleContext } from "../describe-match";

describe.each(locales.map((locale) => [locale.language, locale] as const))("the rules of %s", (language, locale) => {
  const context = language === "en" ? exampleContext : { ...exampleContext, locale: language };
  const examples = [...locale.rules, ...locale.shapes].flatMap(({ name, examples: own }) =>
    Object.entries(own).map(([text, meaning]) => [name, text, meaning] as const),
  );

  it.each(examples)("%s: %s means %s", (_name, text, meaning) => {
    expect(understandTime(text, context).slice(0, 1).map(describeMatch).join()).toBe(meaning);
  });

  it("has no two rules of one name", () => {
    const names = locale.rules.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
