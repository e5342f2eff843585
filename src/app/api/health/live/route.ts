/** Is the process alive? Asks nothing of anybody, so that a database that is away doesn't get the process restarted. */
import { notAllowed } from "@/app/_composition/route";

export const dynamic = "force-dynamic";
export const GET = (): Response => Response.json({ status: "healthy" }, { headers: { "cache-control": "no-store" } });
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
