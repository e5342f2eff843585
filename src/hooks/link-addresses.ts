/** Addresses of links, for their owner and for whoever holds one; see addresses.ts. */
import type {
  answerCounterEndpoint,
  bookSlotEndpoint,
  cancelBookingEndpoint,
  createLinkEndpoint,
  decideBookingEndpoint,
  decideProposalEndpoint,
  duplicateLinkEndpoint,
  eraseVisitorDataEndpoint,
  getManagedEndpoint,
  getVisitEndpoint,
  holdSlotEndpoint,
  leaveMessageEndpoint,
  listLinkBookingsEndpoint,
  listLinksEndpoint,
  listLinkTrailEndpoint,
  listMoveSlotsEndpoint,
  listSlotsEndpoint,
  listVisitsEndpoint,
  moveBookingEndpoint,
  openTalkEndpoint,
  pauseAllLinksEndpoint,
  previewLinkEndpoint,
  proposeTimeEndpoint,
  releaseHoldEndpoint,
  renewAddressEndpoint,
  sayEndpoint,
  sendCodeEndpoint,
  setLinkStateEndpoint,
  updateLinkEndpoint,
} from "@/lib/delegation/contracts";
import type { Endpoint } from "@/lib/endpoint";

const address = <Declared extends Endpoint>(method: Declared["method"], path: Declared["path"]): Declared => ({ method, path }) as Declared;

export const listLinks = address<typeof listLinksEndpoint>("get", "/api/links");
export const createLink = address<typeof createLinkEndpoint>("post", "/api/links");
export const updateLink = address<typeof updateLinkEndpoint>("patch", "/api/links/{linkId}");
export const setLinkState = address<typeof setLinkStateEndpoint>("post", "/api/links/{linkId}/state");
export const renewAddress = address<typeof renewAddressEndpoint>("post", "/api/links/{linkId}/address");
export const duplicateLink = address<typeof duplicateLinkEndpoint>("post", "/api/links/{linkId}/duplicate");
export const previewLink = address<typeof previewLinkEndpoint>("post", "/api/links/{linkId}/preview");
export const pauseAllLinks = address<typeof pauseAllLinksEndpoint>("post", "/api/links/pause-all");
export const listLinkBookings = address<typeof listLinkBookingsEndpoint>("get", "/api/links/{linkId}/bookings");
export const listVisits = address<typeof listVisitsEndpoint>("get", "/api/links/{linkId}/visits");
export const getVisit = address<typeof getVisitEndpoint>("get", "/api/links/{linkId}/visits/{visitId}");
export const listLinkTrail = address<typeof listLinkTrailEndpoint>("get", "/api/links/{linkId}/trail");
export const decideBooking = address<typeof decideBookingEndpoint>("post", "/api/link-bookings/{bookingId}/decide");
export const decideProposal = address<typeof decideProposalEndpoint>("post", "/api/link-proposals/{proposalId}/decide");

export const openTalk = address<typeof openTalkEndpoint>("post", "/api/talk/{token}/open");
export const listSlots = address<typeof listSlotsEndpoint>("post", "/api/talk/{token}/slots");
export const holdSlot = address<typeof holdSlotEndpoint>("post", "/api/talk/{token}/hold");
export const releaseHold = address<typeof releaseHoldEndpoint>("post", "/api/talk/{token}/release");
export const sendCode = address<typeof sendCodeEndpoint>("post", "/api/talk/{token}/code");
export const bookSlot = address<typeof bookSlotEndpoint>("post", "/api/talk/{token}/book");
export const say = address<typeof sayEndpoint>("post", "/api/talk/{token}/messages");
export const proposeTime = address<typeof proposeTimeEndpoint>("post", "/api/talk/{token}/propose");
export const leaveMessage = address<typeof leaveMessageEndpoint>("post", "/api/talk/{token}/note");
export const getManaged = address<typeof getManagedEndpoint>("get", "/api/managed/{key}");
export const listMoveSlots = address<typeof listMoveSlotsEndpoint>("post", "/api/managed/{key}/slots");
export const moveBooking = address<typeof moveBookingEndpoint>("post", "/api/managed/{key}/move");
export const cancelBooking = address<typeof cancelBookingEndpoint>("post", "/api/managed/{key}/cancel");
export const answerCounter = address<typeof answerCounterEndpoint>("post", "/api/managed/{key}/answer");
export const eraseVisitorData = address<typeof eraseVisitorDataEndpoint>("post", "/api/managed/{key}/erase");
