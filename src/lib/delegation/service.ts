/** The door of delegation: links, as their owner keeps them, and what whoever holds one may do. */
export { bookSlot } from "./book";
export { sendCode } from "./codes";
export { decideBooking, decideProposal } from "./decide";
export { deliverLinkMail } from "./deliver-mail";
export { followEvent } from "./follow-event";
export { getOwnerPicture, type Caller } from "./guest";
export { createLink, duplicateLink, getLink, listLinks, pauseAllLinks, previewLink, renewAddress, setLinkState, updateLink } from "./links";
export { answerCounter, cancelBooking, downloadInvitation, getManaged, listMoveSlots, moveBooking } from "./manage";
export { getVisit, listLinkBookings, listLinkTrail, listVisits, listWaiting } from "./owner-side";
export { leaveMessage, proposeTime } from "./propose";
export type { Speaker } from "./speaker";
export { remindVisitors, remindVisitorsJob } from "./remind";
export { say } from "./talk";
export { holdSlot, listSlots, openTalk, releaseHold } from "./visits";
export { eraseVisitorData, exportVisitorData } from "./visitor-data";
