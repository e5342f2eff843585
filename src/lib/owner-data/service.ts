/** The door of owner-data: taking everything along, and leaving. */
export { deleteAccount } from "./delete-account";
export { exportData } from "./export-data";
export { exploreSample, hasSample, mayExploreSample, removeSample } from "./sample";
