/** What is kept, sealed, of an account with IMAP and SMTP. */
import { z } from "zod";
import { AppError } from "@/lib/errors";

const PortSchema = z.coerce.number().int().min(1).max(65_535);

const SettingsSchema = z.object({
  email: z.string(),
  user: z.string(),
  password: z.string(),
  imapHost: z.string(),
  imapPort: PortSchema,
  smtpHost: z.string(),
  smtpPort: PortSchema,
});
export type MailSettings = z.output<typeof SettingsSchema>;

/** Errors: integrations/reconnect for what this release can't read. */
export const readSettings = (secret: Readonly<Record<string, string>>): MailSettings => {
  const read = SettingsSchema.safeParse(secret);
  if (!read.success) throw new AppError("integrations/reconnect", { message: "the stored settings of a mailbox can't be read" });
  return read.data;
};

export const sealedSettings = (settings: MailSettings): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
