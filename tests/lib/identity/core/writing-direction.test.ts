import { writingDirection } from "@/lib/identity/core/writing-direction";

test.each([
  ["he", "rtl"],
  ["he-IL", "rtl"],
  ["ar-EG", "rtl"],
  ["en-XB", "rtl"],
  ["en-GB", "ltr"],
  ["de", "ltr"],
])("%s runs %s", (locale, direction) => expect(writingDirection(locale)).toBe(direction));
