/** The door of calendar files: import, export, and feeds. */
export { calendarPieces, exportCalendar } from "./export-calendar";
export { createFeed, listFeeds, readFeed, revokeFeed } from "./feeds";
export { importFile } from "./import-file";
