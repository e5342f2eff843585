/** Finds out before anything slow happens whether the port can be had. */
import { createServer } from "node:net";
import { AppError } from "@/lib/errors";

/** Errors: start/port-taken, naming port and cure. */
export const requireFreePort = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (cause: NodeJS.ErrnoException) => {
      const sentence =
        cause.code === "EADDRINUSE"
          ? `Another program listens on port ${port}. Stop it, or start Perin on another one: PORT=${port + 1} npm start`
          : `Perin can't listen on ${host} port ${port} (${cause.code ?? "unknown"}). Set HOST to an address of this machine and PORT to a number above 1023.`;
      reject(new AppError("start/port-taken", { message: sentence, cause }));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
