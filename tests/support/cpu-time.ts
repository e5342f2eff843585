/** Milliseconds of processor time that this process has used: unlike the clock on the wall it doesn't run while other processes hold the machine. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
