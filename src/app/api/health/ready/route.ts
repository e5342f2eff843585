/** May requests be sent here? Only while the database answers. */
import { runDatabaseCheck } from "../checks";
import { notAllowed } from "@/app/_composition/route";

export const dynamic = "force-dynamic";
export const GET = async (): Promise<Response> => {
  const { state } = await runDatabaseCheck();
  const ready = state === "healthy";
  return Response.json(
    { status: state, checks: { database: state } },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store", ...(ready ? {} : { "retry-after": "5" }) } },
  );
};
export const { POST, PUT, PATCH, DELETE } = notAllowed("GET");
