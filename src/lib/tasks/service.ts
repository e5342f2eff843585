/** The door of tasks: to-dos, their place on the calendar, and reminders. */
export { taskPieces } from "./export-tasks";
export { findGap, planTask } from "./plan-task";
export { resolveTask } from "./resolve-task";
export { remindJob, sweepReminders, sweepRemindersJob, tellReminder } from "./reminders";
export {
  addTask,
  changeTask,
  createTask,
  createTaskFromLine,
  deleteTask,
  editTask,
  getTask,
  listTasks,
  previewTask,
  putOffTask,
  restoreTask,
  snoozeTask,
} from "./tasks";
export { findTaskUndo, undoTaskChange } from "./undo-task";
