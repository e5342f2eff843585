/** What a channel is: the way in which one notice reaches one owner. */
import type { ClaimedDelivery, SettledState } from "@/lib/queries/notice-deliveries";
import type { NoticeRulesRow } from "@/lib/queries/notice-settings";

/** A mail as it would have gone out. */
export interface WrittenMail {
  readonly id: string;
  readonly from: { readonly email: string; readonly name: string };
  readonly to: { readonly email: string; readonly name: string };
  readonly subject: string;
  readonly body: string;
}

/** What other rooms, above this one, do for a delivery. */
export interface Surroundings {
  /** Puts a mail that this server can't send where its owner finds it. */
  readonly keepMail: (userId: string, mail: WrittenMail) => Promise<void>;
  /** Is it still as the notice says? Asked at the last moment. */
  readonly stillTrue: (userId: string, notice: Pick<ClaimedDelivery, "kind" | "subjectId" | "once">) => Promise<boolean>;
}

export interface Delivery {
  readonly userId: string;
  readonly owner: NoticeRulesRow;
  readonly notice: ClaimedDelivery;
  readonly surroundings: Pick<Surroundings, "keepMail">;
  /** Which try this is, from 1. */
  readonly attempt: number;
  readonly signal: AbortSignal;
}

export interface Settled {
  readonly state: SettledState;
  readonly reason: string | null;
}

export interface ChannelSender {
  /**
   * False where what is cut off in the middle may have arrived, so that it isn't sent again; true where a second one takes the place of the
   * first, so that nobody notices.
   */
  readonly repeatable: boolean;
  /** Resolves once the other side has it, or never will. Rejects when it surely doesn't have it and a later try may help. */
  readonly send: (delivery: Delivery) => Promise<Settled>;
}
