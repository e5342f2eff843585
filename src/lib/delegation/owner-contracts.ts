/** What the owner does with their links. */
import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { InstantSchema } from "@/lib/scheduling/contracts";
import { plainText } from "./fields";
import {
  LinkBookingSchema,
  LinkSchema,
  LinkStateSchema,
  MadeLinkSchema,
  NewLinkSchema,
  ProposalSchema,
  TalkMessageSchema,
  VisitSchema,
} from "./word-contracts";

const pageInput = { cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(30) };
const LinkIdInput = z.strictObject({ linkId: z.uuid() });

export const listLinksEndpoint = endpoint({
  method: "get",
  path: "/api/links",
  summary: "The owner's links, newest first",
  auth: "session",
  input: z.strictObject({ state: LinkStateSchema.optional(), ...pageInput }),
  output: z.object({ links: z.array(LinkSchema), nextCursor: z.string().nullable(), allPaused: z.boolean(), mailReady: z.boolean() }),
});
export const createLinkEndpoint = endpoint({
  method: "post",
  path: "/api/links",
  summary: "Make a link; the answer is the only place that holds its address",
  auth: "session",
  input: NewLinkSchema,
  output: MadeLinkSchema,
});
export const getLinkEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}",
  summary: "One link",
  auth: "session",
  input: LinkIdInput,
  output: LinkSchema,
});
export const updateLinkEndpoint = endpoint({
  method: "patch",
  path: "/api/links/{linkId}",
  summary: "Change a link's rules; `pin: null` takes the PIN away",
  auth: "session",
  input: z.strictObject({ ...NewLinkSchema.partial().shape, linkId: z.uuid(), version: z.number().int() }),
  output: LinkSchema,
});
export const setLinkStateEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/state",
  summary: "Pause, resume or revoke a link; a revoked one stays revoked",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), state: z.enum(["active", "paused", "revoked"]) }),
  output: LinkSchema,
});
export const renewAddressEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/address",
  summary: "Give a link a new address; the old one stops working at once",
  auth: "session",
  input: LinkIdInput,
  output: MadeLinkSchema,
});
export const duplicateLinkEndpoint = endpoint({
  method: "post",
  path: "/api/links/{linkId}/duplicate",
  summary: "Make a link with the same rules, without the PIN",
  auth: "session",
  input: LinkIdInput,
  output: MadeLinkSchema,
});
export const pauseAllLinksEndpoint = endpoint({
  method: "post",
  path: "/api/links/pause-all",
  summary: "Pause all links at once, or let them work again; each keeps its own state",
  auth: "session",
  input: z.strictObject({ paused: z.boolean() }),
  output: z.object({ allPaused: z.boolean() }),
});
export const listLinkBookingsEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/bookings",
  summary: "What was booked with a link, newest first",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), ...pageInput }),
  output: z.object({ bookings: z.array(LinkBookingSchema), nextCursor: z.string().nullable() }),
});
export const listVisitsEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/visits",
  summary: "Who came by a link, newest first",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), ...pageInput }),
  output: z.object({ visits: z.array(VisitSchema), nextCursor: z.string().nullable() }),
});
export const getVisitEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/visits/{visitId}",
  summary: "What was said in a visit and which times it was shown",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), visitId: z.uuid() }),
  output: z.object({ visit: VisitSchema, messages: z.array(TalkMessageSchema), revealed: z.array(z.object({ start: InstantSchema, at: InstantSchema })) }),
});
export const listLinkTrailEndpoint = endpoint({
  method: "get",
  path: "/api/links/{linkId}/trail",
  summary: "What was done to a link and with it, newest first",
  auth: "session",
  input: z.strictObject({ linkId: z.uuid(), ...pageInput }),
  output: z.object({
    entries: z.array(z.object({ id: z.uuid(), at: InstantSchema, by: z.enum(["owner", "visitor", "perin"]), text: z.string() })),
    nextCursor: z.string().nullable(),
  }),
});
export const listWaitingEndpoint = endpoint({
  method: "get",
  path: "/api/links/waiting",
  summary: "Bookings and proposed times that wait for the owner, soonest first",
  auth: "session",
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
  output: z.object({ bookings: z.array(LinkBookingSchema), proposals: z.array(ProposalSchema) }),
});
export const decideBookingEndpoint = endpoint({
  method: "post",
  path: "/api/link-bookings/{bookingId}/decide",
  summary: "Say yes or no to a booking that waits; the visitor is told",
  auth: "session",
  input: z.strictObject({ bookingId: z.uuid(), decision: z.enum(["approve", "decline"]), message: plainText(1_000).default("") }),
  output: LinkBookingSchema,
});
export const decideProposalEndpoint = endpoint({
  method: "post",
  path: "/api/link-proposals/{proposalId}/decide",
  summary: "Accept a proposed time, answer with another one (`start`), or decline; the visitor is told",
  auth: "session",
  input: z.strictObject({
    proposalId: z.uuid(),
    decision: z.enum(["accept", "counter", "decline"]),
    start: InstantSchema.optional(),
    message: plainText(1_000).default(""),
  }),
  output: ProposalSchema,
});
