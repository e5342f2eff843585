/** What the signed addresses of a mail open. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { ZoneSchema } from "@/lib/identity/contracts";
import { InstantSchema } from "@/lib/scheduling/contracts";
import { MonthSchema, plainText } from "./fields";
import { linkCall, ManagedSchema } from "./talk-contracts";
import { SlotSchema } from "./word-contracts";

const KeySchema = z.string().min(1).max(200);
const KeyInput = z.strictObject({ key: KeySchema });

export const getManagedEndpoint = endpoint({
  method: "get",
  path: "/api/managed/{key}",
  summary: "What a signed link of a mail is about; changes nothing",
  ...linkCall,
  input: KeyInput,
  output: ManagedSchema,
});
export const listMoveSlotsEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/slots",
  summary: "Times to which a booking can be moved, in a month of the visitor's zone",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, month: MonthSchema, zone: ZoneSchema }),
  output: z.object({ slots: z.array(SlotSchema) }),
});
export const moveBookingEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/move",
  summary: "Move a booking to an offered time",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, start: InstantSchema }),
  output: ManagedSchema,
});
export const cancelBookingEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/cancel",
  summary: "Cancel a booking, or take a proposed time back",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, reason: plainText(500).default("") }),
  output: ManagedSchema,
});
export const answerCounterEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/answer",
  summary: "Take the time that the owner answered with, or not",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, accept: z.boolean() }),
  output: ManagedSchema,
});
export const downloadInvitationEndpoint = endpoint({
  method: "get",
  path: "/api/managed/{key}/invitation",
  summary: "The booking as an .ics file",
  ...linkCall,
  input: KeyInput,
  output: z.unknown(),
});
export const exportVisitorDataEndpoint = endpoint({
  method: "get",
  path: "/api/managed/{key}/data",
  summary: "Everything kept of the visitor behind a booking, as JSON",
  ...linkCall,
  input: KeyInput,
  output: z.unknown(),
});
export const eraseVisitorDataEndpoint = endpoint({
  method: "post",
  path: "/api/managed/{key}/erase",
  summary: "Delete what is kept of the visitor; a meeting that is still to come is cancelled",
  ...linkCall,
  input: z.strictObject({ key: KeySchema, confirm: z.literal(true) }),
  output: z.object({ erased: z.literal(true) }),
});
