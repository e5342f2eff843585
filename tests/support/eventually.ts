/** Waits for what happens after an answer. */
export const eventually = async <T>(look: () => T | undefined | Promise<T | undefined>, withinMs = 15_000): Promise<T> => {
  for (const startedAtMs = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() - startedAtMs > withinMs) throw new Error("it didn't happen in time");
  }
};
