/** The door of operations: backups, updates, what the operator sees. */
export { backupPath, bringUpToDate, loadIntoServer, makeBackup, restoreBackup, type BackupOptions, type RestoreReport } from "./backup";
export { askServer, holderOfDatabase, runningServer } from "./running-server";
export { rotateKeys } from "./rotate-keys";
export { auditTrail } from "./audit-trail";
export { examine } from "./examine";
export { recentErrors } from "./recent-errors";
