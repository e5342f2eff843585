/** Forms of text and dates that several schemas of the room are made of. */
import { z } from "zod";

/** One line: whoever writes a line break into a name could write a mail header of their own. */
export const oneLine = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) =>
      text
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
        .replace(/ {2,}/g, " ")
        .trim(),
    );
export const plainText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) =>
      text
        .replace(/\r\n?/g, "\n")
        .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
        .trim(),
    );
export const EmailSchema = z
  .email("Write an e-mail address")
  .max(254)
  .transform((email) => email.toLowerCase());

export const MonthSchema = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "Write a month as YYYY-MM");
export const AnswersSchema = z.record(z.string().max(40), plainText(2_000));
