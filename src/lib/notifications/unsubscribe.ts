/** Ending mails out of a mail (RFC 8058): a signed address says whose mails and which kind, so that nobody has to sign in. A GET only shows. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { publicOrigin } from "@/lib/config";
import { AppError } from "@/lib/errors";
import { ownerActor, requireScope } from "@/lib/identity/service";
import { recordAudit } from "@/lib/queries/audit";
import { findNoticeRules, saveNoticeSettings } from "@/lib/queries/notice-settings";
import { saveNotificationPreference } from "@/lib/queries/notifications";
import { transaction } from "@/lib/queries/transaction";
import { authSecret } from "@/lib/secrets";
import { isNotificationKind, notificationKinds, type NotificationKind } from "./contracts";
import { settingsOf, storedSettings } from "./core/plan-deliveries";

/** What a mail was: of one kind, or the digest. */
export type MailSubject = NotificationKind | "digest";

const macOf = (text: string): Buffer =>
  createHmac("sha256", createHmac("sha256", authSecret()).update("perin notifications unsubscribe").digest()).update(text).digest();

const tokenFor = (userId: string, subject: MailSubject): string => {
  const text = `${subject}:${userId}`;
  return `${Buffer.from(text).toString("base64url")}.${macOf(text).subarray(0, 16).toString("base64url")}`;
};

/** Errors: notifications/link-unknown for anything that we didn't sign. */
const readToken = (token: string): { readonly userId: string; readonly subject: MailSubject } => {
  const [encoded = "", signature = ""] = token.split(".");
  const text = Buffer.from(encoded, "base64url").toString("utf8");
  const [given, wanted] = [Buffer.from(signature, "base64url"), macOf(text).subarray(0, 16)];
  const subject = text.slice(0, text.indexOf(":"));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted) || (subject !== "digest" && !isNotificationKind(subject)))
    throw new AppError("notifications/link-unknown");
  return { subject, userId: text.slice(subject.length + 1) };
};

const labelOf = (subject: MailSubject): string => (subject === "digest" ? "The daily digest" : notificationKinds[subject].label);

/** For people: a page that asks. */
export const unsubscribePage = (userId: string, subject: MailSubject): string => `${publicOrigin()}/unsubscribe/${tokenFor(userId, subject)}`;

/** For mail programs: they post there, and only that ends anything. */
export const unsubscribeHeaders = (userId: string, subject: MailSubject): Record<string, string> => ({
  "List-Unsubscribe": `<${publicOrigin()}/api/notifications/unsubscribe/${tokenFor(userId, subject)}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
});

/** What such an address would end; changes nothing. Errors: notifications/link-unknown. */
export const describeUnsubscribe = ({ token }: { readonly token: string }): { label: string } => ({ label: labelOf(readToken(token).subject) });

/** Ends mails of this kind; twice is once. Errors: notifications/link-unknown. */
export const unsubscribe = ({ token }: { readonly token: string }): Promise<{ label: string }> =>
  transaction(async () => {
    const { userId, subject } = readToken(token);
    const actor = ownerActor(userId, "system");
    requireScope(actor, "settings");
    const rules = await findNoticeRules(userId);
    if (rules === null) throw new AppError("notifications/link-unknown");
    if (subject === "digest") await saveNoticeSettings(userId, { ...storedSettings({ ...settingsOf(rules.settings), digestTime: null }), digestAt: null });
    else await saveNotificationPreference(userId, { kind: subject, channel: "email", wanted: false });
    await recordAudit(actor, { action: "notifications.unsubscribe", subjectId: subject });
    return { label: labelOf(subject) };
  });
