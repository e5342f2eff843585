/** Every channel beside the page: one line each. */
import type { Channel } from "../contracts";
import type { ChannelSender } from "./channel";
import { emailChannel } from "./email";
import { pushChannel } from "./push";

export const channels: Readonly<Record<Exclude<Channel, "in-app">, ChannelSender>> = { email: emailChannel, push: pushChannel };

/** Undefined for a channel of another release. */
export const findChannel = (id: string): ChannelSender | undefined => (Object.hasOwn(channels, id) ? channels[id as keyof typeof channels] : undefined);
