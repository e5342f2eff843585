/** The way from a command on this machine to the server that holds the data directory. */
import type { z } from "zod";
import { config, readControl, type Control } from "@/lib/config";
import type { Endpoint } from "@/lib/endpoint";
import { AppError } from "@/lib/errors";

const local = (host: string): string => (host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host);

/** The server that runs on this DATA_DIR, or null. */
export const runningServer = (): Control | null => readControl();

/** The server that holds the embedded database, or null when this process may open it (or a server database) itself. */
export const holderOfDatabase = (): Control | null => (config().DATABASE_URL === undefined ? readControl() : null);

/** Asks that server. Errors: internal/unexpected with the server's own words. */
export const askServer = async <E extends Endpoint>(control: Control, endpoint: E, input: z.input<E["input"]>): Promise<z.output<E["output"]>> => {
  const response = await fetch(`http://${local(control.host)}:${control.port}${endpoint.path}`, {
    method: endpoint.method.toUpperCase(),
    headers: { "content-type": "application/json", authorization: `Bearer ${control.token}` },
    body: JSON.stringify(input),
  });
  const body: unknown = await response.json().catch(() => ({}));
  if (!response.ok) {
    const { detail } = body as { detail?: string };
    throw new AppError("internal/unexpected", { publicMessage: detail ?? `The server answered ${response.status}.` });
  }
  return endpoint.output.parse(body) as z.output<E["output"]>;
};
