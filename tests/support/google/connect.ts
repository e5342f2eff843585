/** Connecting an owner to the Google of `google-server.ts`, syncing, and carrying what waits, as the worker would. */
import type { Actor } from "@/lib/identity/contracts";
import type { Connection, IntegrationType } from "@/lib/integrations/contracts";
import { finishConnecting, startConnecting, syncConnection } from "@/lib/integrations/service";
import { carryDraft, carryMarks, heedReply, mailMirror } from "@/lib/mail/service";
import { claimOutboxMessages, markOutboxDelivered } from "@/lib/queries/outbox";
import { calendarMirror, carryOutside } from "@/lib/scheduling/service";
import { setting } from "../settings";
import type { GoogleServer } from "./google-server";
import { allow } from "./oauth-routes";

export const useGoogle = (google: GoogleServer): void =>
  setting({ GOOGLE_API_BASE: google.origin, GOOGLE_CLIENT_ID: "test-client.apps.googleusercontent.com", GOOGLE_CLIENT_SECRET: "test-secret" });

export const connectGoogle = async (actor: Actor, google: GoogleServer, type: IntegrationType): Promise<Connection> => {
  const { authUrl } = await startConnecting(actor, { type, fields: {} });
  const back = allow(google.oauth, authUrl ?? "").searchParams;
  return finishConnecting(actor, { state: back.get("state") ?? "", code: back.get("code") ?? "" });
};

export const sync = (actor: Actor, { id }: Pick<Connection, "id">): Promise<boolean> =>
  syncConnection({ userId: actor.userId, connectionId: id }, { calendars: calendarMirror, mails: mailMirror }, AbortSignal.timeout(30_000));

/** Everything of one owner that waits for an outside account, in order; what fails is thrown and waits on. Other owners' is dropped. */
export const carry = async (actor: Actor): Promise<number> => {
  const messages = await claimOutboxMessages(["event.outside", "mail.outside", "mail.draft", "mail.reply"], 100, 100);
  const handlers = { "event.outside": carryOutside, "mail.outside": carryMarks, "mail.draft": carryDraft, "mail.reply": heedReply } as const;
  for (const message of messages) {
    if (message.userId === actor.userId) await handlers[message.topic as keyof typeof handlers](message, { signal: AbortSignal.timeout(20_000) });
    await markOutboxDelivered(message.id);
  }
  return messages.filter(({ userId }) => userId === actor.userId).length;
};
