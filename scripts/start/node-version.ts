/** Perin brings its own Node as a dependency; with install scripts blocked npm falls back to the system's in silence. */
const oldest = 24;

/** What to say about a Node that is too old, or null. */
export const nodeTooOld = (version: string): string | null =>
  Number(/^v(\d+)/.exec(version)?.[1] ?? 0) >= oldest
    ? null
    : `Perin needs Node ${oldest} or newer, and this is ${version}.\nIts own Node comes with "npm ci"; if install scripts are blocked, run "npm rebuild node", or install Node 26.`;
