/** The door of memory: keeping, finding, changing and forgetting, each for the actor alone. */
export { exportMemories, memoryPieces } from "./export-memories";
export { createMemory, deleteMemory, getMemory, listMemories, updateMemory } from "./memories";
export { findRelevantMemories } from "./relevant";
export { findMemoryUndo, undoMemoryChange } from "./undo-memory";
